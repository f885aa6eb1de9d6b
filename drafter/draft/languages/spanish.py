"""What documents say in Spanish, by what they say in English."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.draft.languages import RIVALS, ROLL_CALL_RULE

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
DATE = "{day} de {month} de {year}"

PHRASES: Mapping[str, str] = {
    "Nothing is agreed until everything is agreed.": "Nada está acordado hasta que todo esté acordado.",
    "Every clause of this text is adopted.": "Todas las disposiciones del presente texto han sido aprobadas.",
    "Symbol": "Signatura",
    "Issue": "Versión",
    "after {}": "posterior a {}",
    "Date": "Fecha",
    "Commit": "Registro",
    "Commit {}": "Registro {}",
    "Records until": "Actos considerados hasta",
    "Text": "Texto",
    "As if adopted": "Como si se hubieran aprobado",
    "Left out": "No se reproducen",
    "Extract": "Extracto",
    "paragraphs and clauses that nobody proposes to change": "párrafos y disposiciones que nadie propone modificar",
    "paragraphs and clauses that have not changed": "párrafos y disposiciones que no han cambiado",
    "clean text: agreed words only": "texto limpio: solo las palabras acordadas",
    "consolidated text, with the pending proposals in brackets": (
        "texto consolidado, con las propuestas pendientes entre corchetes"
    ),
    "redline": "texto con cambios marcados",
    "{} since {}": "{} desde {}",
    "marshalled list: the amendments on the table, in the order in which they are taken up": (
        "lista de las enmiendas pendientes, en el orden de su examen"
    ),
    "compilation text: the text as it stands, and every proposal in full under its proponent": (
        "compilación: el texto en su estado actual y cada propuesta íntegra bajo su proponente"
    ),
    "comparative table: the text and the pending proposals side by side": (
        "cuadro comparativo: el texto y las propuestas pendientes en paralelo"
    ),
    "agreed text, with proposed amendments as tracked changes": (
        "texto acordado, con las enmiendas propuestas como cambios controlados"
    ),
    "Status": "Estado",
    "Status: {}": "Estado: {}",
    "reopened by {}": "reabierto por {}",
    "1 bracket": "1 pasaje entre corchetes",
    "{} brackets": "{} pasajes entre corchetes",
    "1 bracket of the text itself": "1 corchete del propio texto",
    "{} brackets of the text itself": "{} corchetes del propio texto",
    "amendments {}": "enmiendas {}",
    "adding the whole clause is proposed; its bracket ends below its text": (
        "se propone añadir la disposición entera; su corchete se cierra debajo de su texto"
    ),
    "deleting the whole clause is proposed; its bracket ends below its text": (
        "se propone suprimir la disposición entera; su corchete se cierra debajo de su texto"
    ),
    "The whole clause was added": "Se añadió la disposición entera",
    "The whole clause was deleted": "Se suprimió la disposición entera",
    "open": "abierto",
    "bracketed": "entre corchetes",
    "provisionally agreed": "acordado provisionalmente",
    "agreed ad referendum": "acordado ad referéndum",
    "agreed": "acordado",
    "adopted": "aprobado",
    "deleted": "suprimido",
    "proposed": "propuesto",
    "tabled": "presentada",
    "accepted": "aceptada",
    "accepted as modified": "aceptada con modificaciones",
    "not accepted": "no aceptada",
    "withdrawn": "retirada",
    "superseded": "sustituida",
    "deferred": "aplazada",
    "add": "añadir",
    "modify": "modificar",
    "delete": "suprimir",
    "retain": "mantener",
    "{} of {}, tabled {} by {}": "{} de {}, presentada el {} por {}",
    "{} of {}, first tabled {} by {}": "{} de {}, presentada por primera vez el {} por {}",
    "adopted {}": "aprobada el {}",
    "not adopted": "no aprobada",
    "an amendment, adopted {}": "una enmienda, aprobada el {}",
    "an amendment; not adopted": "una enmienda; no aprobada",
    "in {}": "(registro {})",
    "editorial change of the secretariat, declared {}": "cambio editorial de la secretaría, declarado el {}",
    "{} on {}": "{}, el {}",
    "{} ({})": "{} ({})",
    "decision": "decisión",
    "then {}": "luego {}",
    "the words stand in both texts; nobody changed them, they only show at another place": (
        "las palabras figuran en ambos textos; nadie las cambió, solo aparecen en otro lugar"
    ),
    "nothing on record is behind these words": "ningún acto registrado respalda estas palabras",
    "For {}:": "Por {}:",
    "Proposal": "Propuesta",
    "tabled {}": "presentada el {}",
    "{}; tabled {}": "{}; presentada el {}",
    "Co-sponsors": "Copatrocinadores",
    "{}, base {}": "{}, base {}",
    "Rationale": "Justificación",
    "Recommendation": "Recomendación",
    "{}, of an older version": "{} (versión anterior)",
    "Does not apply": "No es aplicable",
    "the same words as {}": "los mismos términos que {}",
    "the same words as {}, not accepted on {}": "los mismos términos que {}, no aceptada el {}",
    "changes {}": "modifica {}",
    "keeps {}": "mantiene {}",
    "keeps {} against {}": "mantiene {} frente a {}",
    "with {}": "con {}",
    "No text": "Sin texto",
    "text as it stands": "texto actual",
    "Text as it stands": "Texto actual",
    "rival wordings: first the words of the text, which A asks to retain, then those that B proposes": (
        "redacciones alternativas: primero la del texto, que A pide mantener, y luego la que B propone"
    ),
    "words of the text that A proposes to delete": "palabras del texto que A propone suprimir",
    "words that A proposes to add": "palabras que A propone añadir",
    "B opposes the wording": "B se opone a esa redacción",
    "behind added words: B opposes the addition": "tras palabras añadidas: B se opone a la adición",
    "B asks to keep the words of the text": "B pide mantener las palabras del texto",
    "B reserves its position: it neither accepts nor rejects": "B reserva su posición: ni acepta ni rechaza",
    "B is for the words on conditions that are not met": "B está a favor, con condiciones que no se han cumplido",
    "no longer takes part in the talks": "ya no participa en las negociaciones",
    "B, of a group that says something else, can accept the proposal": (
        "B, de un grupo que dice otra cosa, puede aceptar la propuesta"
    ),
    "B, of a group that is named, has spoken about an earlier text only": (
        "B, de un grupo que se nombra, solo se ha pronunciado sobre un texto anterior"
    ),
    "a whole clause that A proposes to add": "una disposición entera que A propone añadir",
    "a whole clause that A proposes to delete": "una disposición entera que A propone suprimir",
    "a paragraph that A proposes to put elsewhere": "un párrafo que A propone trasladar",
    "a number that A proposes to change": "un número que A propone cambiar",
    "whole wordings of one paragraph, each with those who want it": (
        "redacciones completas de un mismo párrafo, cada una con quienes la desean"
    ),
    "what a wording takes out of the first one and puts in; one without such marks is new as a whole": (
        "lo que una redacción quita de la primera e inserta; la que no lleva esas marcas es nueva en su totalidad"
    ),
    "rival wordings: first the words of the text, then proposed ones": (
        "redacciones alternativas: primero la del texto, luego las propuestas"
    ),
    "words in dispute: somebody proposes to delete them, or to add them": (
        "palabras en discusión: se propone suprimirlas o añadirlas"
    ),
    "a whole clause in dispute": "una disposición entera en discusión",
    "whole wordings of one paragraph": "redacciones completas de un mismo párrafo",
    "no words: this reading leaves the place empty": "sin palabras: esta lectura deja el lugar vacío",
    "a new paragraph begins": "comienza un nuevo párrafo",
    "a stroke or a dash of the words themselves: no other wording and no name begins there": (
        "una barra o un guion del propio texto: ahí no comienza otra redacción ni un nombre"
    ),
    "a space: nothing but white space is in dispute": "un espacio: solo el espacio en blanco está en discusión",
    "words taken out": "palabras suprimidas",
    "words put in": "palabras insertadas",
    "X is the amendment or the decision behind the change, listed below the text": (
        "X es la enmienda o la decisión que motiva el cambio, enumerada después del texto"
    ),
    "nothing on record is behind the change": "ningún acto registrado respalda el cambio",
    "the paragraph stands elsewhere: it is taken out where it was and put in where it is": (
        "el párrafo figura en otro lugar: se suprime donde estaba y se inserta donde está"
    ),
    "where it is taken out or put in: a paragraph ended, or ends, here": (
        "donde se suprime o se inserta: aquí terminaba, o termina, un párrafo"
    ),
    "the words stand in both texts, and only show at another place": (
        "las palabras figuran en ambos textos y solo aparecen en otro lugar"
    ),
    "the proposal has the same words here": "la propuesta tiene aquí las mismas palabras",
    "the proposal joins this paragraph to the one above": "la propuesta une este párrafo al anterior",
    "the proponent asks to keep these words": "el proponente pide mantener estas palabras",
    "the proposal puts the paragraph elsewhere": "la propuesta traslada el párrafo a otro lugar",
    "in the proposals not reflected: words that the proposal takes out": (
        "en las propuestas no reflejadas: palabras que la propuesta suprime"
    ),
    "in the proposals not reflected: words that the proposal puts in": (
        "en las propuestas no reflejadas: palabras que la propuesta inserta"
    ),
    "square brackets of the text itself; no pending amendment stands behind them": (
        "corchetes del propio texto; ninguna enmienda pendiente los motiva"
    ),
    "the reference {} leads nowhere": "la remisión {} no lleva a ninguna parte",
    "{} has changed without a recorded decision": "{} ha cambiado sin una decisión registrada",
    "not counted: {}": "no se tiene en cuenta: {}",
    "{} is not applied: {}": "{} no se aplica: {}",
    "{} meets other changes in {}; read the passage": "{} coincide con otros cambios en {}; léase el pasaje",
    "{} proposes to number it {}": "{} propone numerarlo {}",
    "{} proposes to leave it without a number": "{} propone dejarlo sin número",
    "it was {} (changed by {})": "antes {} (modificado por {})",
    "the text says this already": "el texto ya lo dice",
    "it no longer fits the text of {}, which it changes": "ya no se ajusta al texto de {}, que modifica",
    "there is a clause with this id already": "ya existe una disposición con este identificador",
    "it has no base: the clause no longer exists": "carece de base: la disposición ya no existe",
    "the clause that it changes has been deleted": "la disposición que modifica ha sido suprimida",
    "the words that it changes have been changed since it was tabled, by one of {} decisions": (
        "las palabras que modifica han cambiado desde su presentación, por una de {} decisiones"
    ),
    "the words that it changes have been changed since it was tabled": (
        "las palabras que modifica han cambiado desde su presentación"
    ),
    "what it asks to keep is no longer there": "lo que pide mantener ya no está",
    "{}, against which it was tabled, no longer stands": "{}, contra la que se presentó, ya no está sobre la mesa",
    "the text that it asks to keep has been changed since it was tabled": (
        "el texto que pide mantener ha cambiado desde su presentación"
    ),
    "{}, which it changes, is {}": "{}, que modifica: {}",
    "{} is not shown: {}": "{} no se muestra: {}",
    "it can't stand beside the others; export it alone": "no puede figurar junto a las demás; expórtese por separado",
    RIVALS: (
        "{} quiere otra redacción que {}. Las redacciones figuran una junto a otra, cada una con su nombre: "
        "acéptese una y rechácense las demás. Aceptarlas todas da un texto que nadie ha propuesto"
    ),
    "those before it, together": "las anteriores, en conjunto",
    "{} says already what {} proposes": "{} ya dice lo que propone {}",
    "{} says already what {} proposes, together with {}": "{} ya dice lo que propone {}, junto con {}",
    "{} asks to keep {} as it is": "{} pide mantener {} tal como está",
    "The change marked here under {} ({}) is proposed by it too.": (
        "El cambio marcado aquí con el nombre de {} ({}) también lo propone ella."
    ),
    "{} supports {}": "{} apoya {}",
    "{} can accept {}": "{} puede aceptar {}",
    "{} reserves its position on {}": "{} reserva su posición sobre {}",
    "{} opposes {}": "{} se opone a {}",
    "{} records no position on {}": "{} no toma posición sobre {}",
    "required: {}": "exigido: {}",
    "desired: {}": "deseado: {}",
    "unwanted: {}": "no deseado: {}",
    "unacceptable: {}": "inaceptable: {}",
    "met": "cumplida",
    "not met yet": "aún no cumplida",
    "not met": "no cumplida",
    "its text has changed since": "su texto ha cambiado desde entonces",
    "on behalf of {}": "en nombre de {}",
    "(said about an earlier version of it)": "(sobre una versión anterior)",
    "Skip to the text": "Ir al texto",
    "On paper the lines of each paragraph are numbered.": "En papel, las líneas de cada párrafo están numeradas.",
    "Show": "Mostrar",
    "Clean": "Texto limpio",
    "Brackets": "Corchetes",
    "Redline": "Cambios",
    "Redline since {}": "Cambios desde {}",
    "Compilation": "Compilación",
    "Comparison": "Comparación",
    "Proposals not reflected": "Propuestas no reflejadas",
    "Indexes": "Índices",
    "Positions": "Posiciones",
    "Statements": "Declaraciones",
    "Statements for the record": "Declaraciones para que consten en acta",
    "Positions on conditions": "Posiciones sujetas a condiciones",
    "Amendments": "Enmiendas",
    "Brackets per issue": "Corchetes por versión",
    "Made by drafter {} from commit {} of {}, with the records until {}.": (
        "Elaborado por drafter {} a partir del registro {} de {}, con los actos registrados hasta {}."
    ),
    "The same commit gives the same file.": "El mismo registro da el mismo archivo.",
    "Legend": "Leyenda",
    "Groups": "Grupos",
    "Signatories": "Signatarios",
    "Groups named in the text": "Grupos mencionados en el texto",
    "Signatories named in the text": "Signatarios mencionados en el texto",
    "Parties named": "Partes mencionadas",
    "Signatures": "Firmas",
    "Table": "Cuadro",
    "Link to {}": "Enlace a {}",
    "Contents": "Índice",
    "Notes": "Notas",
    "Note: {}.": "Nota: {}.",
    "Changed by: {}": "Modificado por: {}",
    "Changes since {}": "Cambios desde {}",
    "None.": "Ninguno.",
    "Behind the changes": "Origen de los cambios",
    "Proposals not reflected in this text": "Propuestas no reflejadas en este texto",
    "Reason": "Motivo",
    "Reason: {}": "Motivo: {}",
    "Index: {}": "Índice: {}",
    "By signatory": "Por signatario",
    "By article": "Por artículo",
    "words": "palabras",
    "Rationales and statements": "Justificaciones y declaraciones",
    "Rationales and statements stand at the end, clause by clause: they are too many for the margin": (
        "Las justificaciones y declaraciones figuran al final, disposición por disposición: son demasiadas "
        "para el margen"
    ),
    "Every change is a tracked change, under the amendment or decision behind it.": (
        "Cada cambio es un cambio controlado, bajo la enmienda o la decisión que lo motiva."
    ),
    "Amendments in this file": "Enmiendas en este archivo",
    "Amendment": "Enmienda",
    "Delegation": "Delegación",
    "Tabled": "Fecha de presentación",
    "{}: see the comment at {}.": "{}: véase el comentario en {}.",
    "Co-sponsored by {}.": "Copatrocinado por {}.",
    "It is {}.": "Estado: {}.",
    "vote by roll-call": "votación nominal",
    ROLL_CALL_RULE: (
        "En una conferencia, el texto se adopta por mayoría de dos tercios de los Estados presentes y "
        "votantes, a menos que esos Estados decidan por igual mayoría aplicar una regla diferente. Se "
        "considera que el Estado que se abstiene no vota."
    ),
    "Vote on the text as a whole": "Votación sobre el texto en su conjunto",
    "State": "Estado",
    "In favour": "A favor",
    "Against": "En contra",
    "Abstaining": "Abstenciones",
    "Absent": "Ausentes",
    "Present and voting": "Presentes y votantes",
    "Two thirds of them": "Dos tercios de los votantes",
    "Result": "Resultado",
    "adopted by {} to {}, with {} abstaining": "aprobado por {} votos contra {} y {} abstenciones",
    "not adopted: {} to {}, with {} abstaining": "no aprobado: {} votos a favor, {} en contra y {} abstenciones",
}
