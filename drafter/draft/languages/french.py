"""What documents say in French, by what they say in English."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.draft.languages import RIVALS, ROLL_CALL_RULE

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DATE = "{day} {month} {year}"

PHRASES: Mapping[str, str] = {
    "Nothing is agreed until everything is agreed.": "Il n’y a accord sur rien tant qu’il n’y a pas accord sur tout.",
    "Every clause of this text is adopted.": "Toutes les dispositions du présent texte sont adoptées.",
    "Symbol": "Cote",
    "Issue": "Version",
    "after {}": "après {}",
    "Date": "Date",
    "Commit": "Enregistrement",
    "Commit {}": "Enregistrement {}",
    "Records until": "Actes pris en compte jusqu’au",
    "Text": "Texte",
    "As if adopted": "Comme si étaient adoptés",
    "Left out": "Non reproduits",
    "Extract": "Extrait",
    "paragraphs and clauses that nobody proposes to change": (
        "paragraphes et dispositions que personne ne propose de modifier"
    ),
    "paragraphs and clauses that have not changed": "paragraphes et dispositions inchangés",
    "clean text: agreed words only": "texte net : uniquement les termes convenus",
    "consolidated text, with the pending proposals in brackets": (
        "texte de synthèse, les propositions en suspens figurant entre crochets"
    ),
    "redline": "texte avec modifications apparentes",
    "{} since {}": "{} depuis {}",
    "marshalled list: the amendments on the table, in the order in which they are taken up": (
        "liste des amendements en suspens, dans l’ordre de leur examen"
    ),
    "compilation text: the text as it stands, and every proposal in full under its proponent": (
        "compilation : le texte en l’état et chaque proposition in extenso sous le nom de son auteur"
    ),
    "comparative table: the text and the pending proposals side by side": (
        "tableau comparatif : le texte et les propositions en suspens en regard"
    ),
    "agreed text, with proposed amendments as tracked changes": (
        "texte convenu, les amendements proposés figurant en suivi des modifications"
    ),
    "Status": "Statut",
    "Status: {}": "Statut : {}",
    "reopened by {}": "rouvert par {}",
    "1 bracket": "1 passage entre crochets",
    "{} brackets": "{} passages entre crochets",
    "1 bracket of the text itself": "1 crochet du texte lui-même",
    "{} brackets of the text itself": "{} crochets du texte lui-même",
    "amendments {}": "amendements {}",
    "adding the whole clause is proposed; its bracket ends below its text": (
        "il est proposé d’ajouter la disposition entière ; son crochet se ferme sous son texte"
    ),
    "deleting the whole clause is proposed; its bracket ends below its text": (
        "il est proposé de supprimer la disposition entière ; son crochet se ferme sous son texte"
    ),
    "The whole clause was added": "La disposition entière a été ajoutée",
    "The whole clause was deleted": "La disposition entière a été supprimée",
    "open": "ouvert",
    "bracketed": "entre crochets",
    "provisionally agreed": "provisoirement convenu",
    "agreed ad referendum": "convenu ad referendum",
    "agreed": "convenu",
    "adopted": "adopté",
    "deleted": "supprimé",
    "proposed": "proposé",
    "tabled": "déposé",
    "accepted": "accepté",
    "accepted as modified": "accepté tel que modifié",
    "not accepted": "non accepté",
    "withdrawn": "retiré",
    "superseded": "remplacé",
    "deferred": "reporté",
    "add": "ajouter",
    "modify": "modifier",
    "delete": "supprimer",
    "retain": "maintenir",
    "{} of {}, tabled {} by {}": "{} de {}, déposé le {} par {}",
    "{} of {}, first tabled {} by {}": "{} de {}, déposé pour la première fois le {} par {}",
    "adopted {}": "adopté le {}",
    "not adopted": "non adopté",
    "an amendment, adopted {}": "un amendement, adopté le {}",
    "an amendment; not adopted": "un amendement ; non adopté",
    "in {}": "(enregistrement {})",
    "editorial change of the secretariat, declared {}": "modification rédactionnelle du secrétariat, déclarée le {}",
    "{} on {}": "{} le {}",
    "{} ({})": "{} ({})",
    "decision": "décision",
    "then {}": "puis {}",
    "the words stand in both texts; nobody changed them, they only show at another place": (
        "ces mots figurent dans les deux textes ; personne ne les a modifiés, ils apparaissent seulement à "
        "un autre endroit"
    ),
    "nothing on record is behind these words": "aucun acte enregistré n’est à l’origine de ces mots",
    "For {}:": "{} :",
    "Proposal": "Proposition",
    "tabled {}": "déposé le {}",
    "{}; tabled {}": "{} ; déposé le {}",
    "Co-sponsors": "Coauteurs",
    "{}, base {}": "{}, base {}",
    "Rationale": "Motifs",
    "Recommendation": "Recommandation",
    "{}, of an older version": "{} (version antérieure)",
    "Does not apply": "Sans objet",
    "the same words as {}": "mêmes termes que {}",
    "the same words as {}, not accepted on {}": "mêmes termes que {}, non accepté le {}",
    "changes {}": "modifie {}",
    "keeps {}": "maintient {}",
    "keeps {} against {}": "maintient {} contre {}",
    "with {}": "avec {}",
    "No text": "Pas de texte",
    "text as it stands": "texte en l’état",
    "Text as it stands": "Texte en l’état",
    "rival wordings: first the words of the text, which A asks to retain, then those that B proposes": (
        "libellés concurrents : d’abord celui du texte, que A demande de maintenir, puis celui que B propose"
    ),
    "words of the text that A proposes to delete": "mots du texte que A propose de supprimer",
    "words that A proposes to add": "mots que A propose d’ajouter",
    "B opposes the wording": "B s’oppose à ce libellé",
    "behind added words: B opposes the addition": "après des mots ajoutés : B s’oppose à l’ajout",
    "B asks to keep the words of the text": "B demande de maintenir les mots du texte",
    "B reserves its position: it neither accepts nor rejects": "B réserve sa position : elle n’accepte ni ne rejette",
    "B is for the words on conditions that are not met": "B est pour, à des conditions qui ne sont pas remplies",
    "no longer takes part in the talks": "ne participe plus aux négociations",
    "B, of a group that says something else, can accept the proposal": (
        "B, d’un groupe qui dit autre chose, peut accepter la proposition"
    ),
    "B, of a group that is named, has spoken about an earlier text only": (
        "B, d’un groupe qui est nommé, ne s’est prononcé que sur un texte antérieur"
    ),
    "a whole clause that A proposes to add": "une disposition entière que A propose d’ajouter",
    "a whole clause that A proposes to delete": "une disposition entière que A propose de supprimer",
    "a paragraph that A proposes to put elsewhere": "un paragraphe que A propose de déplacer",
    "a number that A proposes to change": "un numéro que A propose de modifier",
    "whole wordings of one paragraph, each with those who want it": (
        "libellés entiers d’un même paragraphe, chacun avec ceux qui le souhaitent"
    ),
    "what a wording takes out of the first one and puts in; one without such marks is new as a whole": (
        "ce qu’un libellé retire du premier et insère ; celui qui n’est pas ainsi marqué est entièrement nouveau"
    ),
    "rival wordings: first the words of the text, then proposed ones": (
        "libellés concurrents : d’abord celui du texte, puis ceux qui sont proposés"
    ),
    "words in dispute: somebody proposes to delete them, or to add them": (
        "mots contestés : il est proposé de les supprimer ou de les ajouter"
    ),
    "a whole clause in dispute": "une disposition entière contestée",
    "whole wordings of one paragraph": "libellés entiers d’un même paragraphe",
    "no words: this reading leaves the place empty": "aucun mot : cette lecture laisse la place vide",
    "a new paragraph begins": "un nouveau paragraphe commence",
    "a stroke or a dash of the words themselves: no other wording and no name begins there": (
        "une barre ou un tiret du texte même : ni autre libellé ni nom ne commence là"
    ),
    "a space: nothing but white space is in dispute": "une espace : seul le blanc est contesté",
    "words taken out": "mots retirés",
    "words put in": "mots insérés",
    "X is the amendment or the decision behind the change, listed below the text": (
        "X est l’amendement ou la décision à l’origine de la modification, énuméré après le texte"
    ),
    "nothing on record is behind the change": "aucun acte enregistré n’est à l’origine de la modification",
    "the paragraph stands elsewhere: it is taken out where it was and put in where it is": (
        "le paragraphe figure ailleurs : il est retiré là où il était et inséré là où il est"
    ),
    "where it is taken out or put in: a paragraph ended, or ends, here": (
        "là où il est retiré ou inséré : un paragraphe se terminait, ou se termine, ici"
    ),
    "the words stand in both texts, and only show at another place": (
        "ces mots figurent dans les deux textes et apparaissent seulement à un autre endroit"
    ),
    "the proposal has the same words here": "la proposition comporte ici les mêmes mots",
    "the proposal joins this paragraph to the one above": "la proposition joint ce paragraphe au précédent",
    "the proponent asks to keep these words": "l’auteur demande de maintenir ces mots",
    "the proposal puts the paragraph elsewhere": "la proposition déplace le paragraphe",
    "in the proposals not reflected: words that the proposal takes out": (
        "dans les propositions non reprises : mots que la proposition retire"
    ),
    "in the proposals not reflected: words that the proposal puts in": (
        "dans les propositions non reprises : mots que la proposition insère"
    ),
    "square brackets of the text itself; no pending amendment stands behind them": (
        "crochets du texte lui-même ; aucun amendement en suspens ne les motive"
    ),
    "the reference {} leads nowhere": "le renvoi {} ne mène nulle part",
    "{} has changed without a recorded decision": "{} a été modifié sans décision enregistrée",
    "not counted: {}": "non pris en compte : {}",
    "{} is not applied: {}": "{} n’est pas appliqué : {}",
    "{} meets other changes in {}; read the passage": "{} rencontre d’autres modifications dans {} ; lire le passage",
    "{} proposes to number it {}": "{} propose de lui donner le numéro {}",
    "{} proposes to leave it without a number": "{} propose de le laisser sans numéro",
    "it was {} (changed by {})": "auparavant {} (modifié par {})",
    "the text says this already": "le texte le dit déjà",
    "it no longer fits the text of {}, which it changes": "il ne correspond plus au texte de {}, qu’il modifie",
    "there is a clause with this id already": "une disposition porte déjà cet identifiant",
    "it has no base: the clause no longer exists": "sans objet : la disposition n’existe plus",
    "the clause that it changes has been deleted": "la disposition qu’il modifie a été supprimée",
    "the words that it changes have been changed since it was tabled, by one of {} decisions": (
        "les mots qu’il modifie ont été modifiés depuis son dépôt, par l’une de {} décisions"
    ),
    "the words that it changes have been changed since it was tabled": (
        "les mots qu’il modifie ont été modifiés depuis son dépôt"
    ),
    "what it asks to keep is no longer there": "ce qu’il demande de maintenir n’existe plus",
    "{}, against which it was tabled, no longer stands": (
        "{}, contre lequel il a été déposé, n’est plus en discussion"
    ),
    "the text that it asks to keep has been changed since it was tabled": (
        "le texte qu’il demande de maintenir a été modifié depuis son dépôt"
    ),
    "{}, which it changes, is {}": "{}, qu’il modifie : {}",
    "{} is not shown: {}": "{} n’est pas affiché : {}",
    "it can't stand beside the others; export it alone": "il ne peut figurer à côté des autres ; l’exporter seul",
    RIVALS: (
        "{} veut un autre libellé que {}. Les libellés figurent côte à côte, chacun sous son nom : accepter "
        "l’un et refuser les autres. Les accepter tous donne un texte que personne n’a proposé"
    ),
    "those before it, together": "ceux qui précèdent, pris ensemble",
    "{} says already what {} proposes": "{} dit déjà ce que propose {}",
    "{} says already what {} proposes, together with {}": "{} dit déjà ce que propose {}, avec {}",
    "{} asks to keep {} as it is": "{} demande de maintenir {} en l’état",
    "The change marked here under {} ({}) is proposed by it too.": (
        "La modification figurant ici sous le nom de {} ({}) est également proposée par lui."
    ),
    "{} supports {}": "{} appuie {}",
    "{} can accept {}": "{} peut accepter {}",
    "{} reserves its position on {}": "{} réserve sa position sur {}",
    "{} opposes {}": "{} s’oppose à {}",
    "{} records no position on {}": "{} ne prend pas position sur {}",
    "required: {}": "exigé : {}",
    "desired: {}": "souhaité : {}",
    "unwanted: {}": "non souhaité : {}",
    "unacceptable: {}": "inacceptable : {}",
    "met": "remplie",
    "not met yet": "pas encore remplie",
    "not met": "non remplie",
    "its text has changed since": "son texte a changé depuis",
    "on behalf of {}": "au nom de {}",
    "(said about an earlier version of it)": "(au sujet d’une version antérieure)",
    "Skip to the text": "Aller au texte",
    "On paper the lines of each paragraph are numbered.": (
        "Sur papier, les lignes de chaque paragraphe sont numérotées."
    ),
    "Show": "Afficher",
    "Clean": "Texte net",
    "Brackets": "Crochets",
    "Redline": "Modifications",
    "Redline since {}": "Modifications depuis {}",
    "Compilation": "Compilation",
    "Comparison": "Comparaison",
    "Proposals not reflected": "Propositions non reprises",
    "Indexes": "Index",
    "Positions": "Positions",
    "Statements": "Déclarations",
    "Statements for the record": "Déclarations consignées au compte rendu",
    "Positions on conditions": "Positions subordonnées à des conditions",
    "Amendments": "Amendements",
    "Brackets per issue": "Crochets par version",
    "Made by drafter {} from commit {} of {}, with the records until {}.": (
        "Établi par drafter {} à partir de l’enregistrement {} du {}, compte tenu des actes enregistrés jusqu’au {}."
    ),
    "The same commit gives the same file.": "Le même enregistrement donne le même fichier.",
    "Legend": "Légende",
    "Groups": "Groupes",
    "Signatories": "Signataires",
    "Groups named in the text": "Groupes nommés dans le texte",
    "Signatories named in the text": "Signataires nommés dans le texte",
    "Parties named": "Parties nommées",
    "Signatures": "Signatures",
    "Table": "Tableau",
    "Link to {}": "Lien vers {}",
    "Contents": "Table des matières",
    "Notes": "Notes",
    "Note: {}.": "Note : {}.",
    "Changed by: {}": "Modifié par : {}",
    "Changes since {}": "Modifications depuis {}",
    "None.": "Néant.",
    "Behind the changes": "Origine des modifications",
    "Proposals not reflected in this text": "Propositions non reprises dans le présent texte",
    "Reason": "Motif",
    "Reason: {}": "Motif : {}",
    "Index: {}": "Index : {}",
    "By signatory": "Par signataire",
    "By article": "Par article",
    "words": "mots",
    "Rationales and statements": "Motifs et déclarations",
    "Rationales and statements stand at the end, clause by clause: they are too many for the margin": (
        "Les motifs et déclarations figurent à la fin, disposition par disposition : ils sont trop nombreux "
        "pour la marge"
    ),
    "Every change is a tracked change, under the amendment or decision behind it.": (
        "Chaque modification est suivie, sous l’amendement ou la décision dont elle procède."
    ),
    "Amendments in this file": "Amendements figurant dans ce fichier",
    "Amendment": "Amendement",
    "Delegation": "Délégation",
    "Tabled": "Date de dépôt",
    "{}: see the comment at {}.": "{} : voir le commentaire à {}.",
    "Co-sponsored by {}.": "Coauteurs : {}.",
    "It is {}.": "Statut : {}.",
    "vote by roll-call": "vote par appel nominal",
    ROLL_CALL_RULE: (
        "Dans une conférence, un texte est adopté à la majorité des deux tiers des États présents et "
        "votants, à moins que ceux-ci ne décident, à la même majorité, d’appliquer une règle différente. Un "
        "État qui s’abstient est considéré comme non votant."
    ),
    "Vote on the text as a whole": "Vote sur l’ensemble du texte",
    "State": "État",
    "In favour": "Pour",
    "Against": "Contre",
    "Abstaining": "Abstentions",
    "Absent": "Absents",
    "Present and voting": "Présents et votants",
    "Two thirds of them": "Deux tiers des votants",
    "Result": "Résultat",
    "adopted by {} to {}, with {} abstaining": "adopté par {} voix contre {}, avec {} abstention(s)",
    "not adopted: {} to {}, with {} abstaining": "non adopté : {} voix contre {}, avec {} abstention(s)",
}
