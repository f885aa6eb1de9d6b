"""What documents say in Russian, by what they say in English."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.draft.languages import RIVALS, ROLL_CALL_RULE

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
DATE = "{day} {month} {year} года"

PHRASES: Mapping[str, str] = {
    "Nothing is agreed until everything is agreed.": "Ничто не согласовано, пока не согласовано все.",
    "Every clause of this text is adopted.": "Все положения настоящего текста приняты.",
    "Symbol": "Условное обозначение",
    "Issue": "Вариант",
    "after {}": "после {}",
    "Date": "Дата",
    "Commit": "Запись",
    "Commit {}": "Запись {}",
    "Records until": "Учтены записи до",
    "Text": "Текст",
    "As if adopted": "Как если бы были приняты",
    "Left out": "Опущены",
    "Extract": "Извлечение",
    "paragraphs and clauses that nobody proposes to change": "пункты и положения, изменить которые никто не предлагает",
    "paragraphs and clauses that have not changed": "пункты и положения, оставшиеся без изменений",
    "clean text: agreed words only": "чистый текст: только согласованные формулировки",
    "consolidated text, with the pending proposals in brackets": (
        "сводный текст с рассматриваемыми предложениями в квадратных скобках"
    ),
    "redline": "текст с выделенными изменениями",
    "{} since {}": "{} после {}",
    "marshalled list: the amendments on the table, in the order in which they are taken up": (
        "перечень вынесенных поправок в порядке их рассмотрения"
    ),
    "compilation text: the text as it stands, and every proposal in full under its proponent": (
        "компиляция: текст в нынешнем виде и каждое предложение полностью под именем его автора"
    ),
    "comparative table: the text and the pending proposals side by side": (
        "сравнительная таблица: текст и рассматриваемые предложения рядом"
    ),
    "agreed text, with proposed amendments as tracked changes": (
        "согласованный текст с предлагаемыми поправками в режиме отслеживания изменений"
    ),
    "Status": "Статус",
    "Status: {}": "Статус: {}",
    "reopened by {}": "вновь открыто: {}",
    "1 bracket": "мест в квадратных скобках: 1",
    "{} brackets": "мест в квадратных скобках: {}",
    "1 bracket of the text itself": "собственных квадратных скобок текста: 1",
    "{} brackets of the text itself": "собственных квадратных скобок текста: {}",
    "amendments {}": "поправки {}",
    "adding the whole clause is proposed; its bracket ends below its text": (
        "предлагается добавить все положение; его скобка закрывается под его текстом"
    ),
    "deleting the whole clause is proposed; its bracket ends below its text": (
        "предлагается исключить все положение; его скобка закрывается под его текстом"
    ),
    "The whole clause was added": "Добавлено все положение",
    "The whole clause was deleted": "Исключено все положение",
    "open": "открыто",
    "bracketed": "в квадратных скобках",
    "provisionally agreed": "согласовано на предварительной основе",
    "agreed ad referendum": "согласовано ad referendum",
    "agreed": "согласовано",
    "adopted": "принято",
    "deleted": "исключено",
    "proposed": "предложено",
    "tabled": "внесена",
    "accepted": "одобрена",
    "accepted as modified": "одобрена с изменениями",
    "not accepted": "не одобрена",
    "withdrawn": "снята",
    "superseded": "заменена другой",
    "deferred": "отложена",
    "add": "добавить",
    "modify": "изменить",
    "delete": "исключить",
    "retain": "сохранить",
    "{} of {}, tabled {} by {}": "{} ({}), внесена {}, {}",
    "{} of {}, first tabled {} by {}": "{} ({}), впервые внесена {}, {}",
    "adopted {}": "принята {}",
    "not adopted": "не принята",
    "an amendment, adopted {}": "поправка, принята {}",
    "an amendment; not adopted": "поправка; не принята",
    "in {}": "(запись {})",
    "editorial change of the secretariat, declared {}": "редакционное изменение секретариата, объявлено {}",
    "{} on {}": "{}, {}",
    "{} ({})": "{} ({})",
    "decision": "решение",
    "then {}": "затем {}",
    "the words stand in both texts; nobody changed them, they only show at another place": (
        "эти слова есть в обоих текстах; их никто не менял, они лишь показаны в другом месте"
    ),
    "nothing on record is behind these words": "за этими словами не стоит ни одна запись",
    "For {}:": "{}:",
    "Proposal": "Предложение",
    "tabled {}": "внесена {}",
    "{}; tabled {}": "{}; внесена {}",
    "Co-sponsors": "Соавторы",
    "{}, base {}": "{}, основа {}",
    "Rationale": "Обоснование",
    "Recommendation": "Рекомендация",
    "{}, of an older version": "{} (прежняя редакция)",
    "Does not apply": "Неприменимо",
    "the same words as {}": "те же слова, что в {}",
    "the same words as {}, not accepted on {}": "те же слова, что в {} (не одобрена {})",
    "changes {}": "изменяет {}",
    "keeps {}": "сохраняет {}",
    "keeps {} against {}": "сохраняет {} вопреки {}",
    "with {}": "вместе с {}",
    "No text": "Без текста",
    "text as it stands": "текст в нынешнем виде",
    "Text as it stands": "Текст в нынешнем виде",
    "rival wordings: first the words of the text, which A asks to retain, then those that B proposes": (
        "конкурирующие формулировки: сначала формулировка текста, которую A просит сохранить, затем предложенная B"
    ),
    "words of the text that A proposes to delete": "слова текста, которые A предлагает исключить",
    "words that A proposes to add": "слова, которые A предлагает добавить",
    "B opposes the wording": "B возражает против этой формулировки",
    "behind added words: B opposes the addition": "после добавленных слов: B возражает против добавления",
    "B asks to keep the words of the text": "B просит сохранить слова текста",
    "B reserves its position: it neither accepts nor rejects": (
        "B резервирует свою позицию: не принимает и не отвергает"
    ),
    "B is for the words on conditions that are not met": "B поддерживает на условиях, которые не выполнены",
    "no longer takes part in the talks": "больше не участвует в переговорах",
    "B, of a group that says something else, can accept the proposal": (
        "B, из группы, которая говорит иное, может согласиться с предложением"
    ),
    "B, of a group that is named, has spoken about an earlier text only": (
        "B, из названной группы, высказалась лишь о прежнем тексте"
    ),
    "a whole clause that A proposes to add": "целое положение, которое A предлагает добавить",
    "a whole clause that A proposes to delete": "целое положение, которое A предлагает исключить",
    "a paragraph that A proposes to put elsewhere": "пункт, который A предлагает перенести",
    "a number that A proposes to change": "номер, который A предлагает изменить",
    "whole wordings of one paragraph, each with those who want it": (
        "полные варианты одного пункта, каждый с указанием его сторонников"
    ),
    "what a wording takes out of the first one and puts in; one without such marks is new as a whole": (
        "что вариант исключает из первого и что включает; вариант без таких пометок целиком новый"
    ),
    "rival wordings: first the words of the text, then proposed ones": (
        "конкурирующие формулировки: сначала формулировка текста, затем предложенные"
    ),
    "words in dispute: somebody proposes to delete them, or to add them": (
        "спорные слова: их предлагается исключить или добавить"
    ),
    "a whole clause in dispute": "спорное положение целиком",
    "whole wordings of one paragraph": "полные варианты одного пункта",
    "no words: this reading leaves the place empty": "без слов: в этом варианте место остается пустым",
    "a new paragraph begins": "начинается новый абзац",
    "a stroke or a dash of the words themselves: no other wording and no name begins there": (
        "черта или тире самого текста: там не начинается ни другая формулировка, ни имя"
    ),
    "a space: nothing but white space is in dispute": "пробел: спорным является только пробел",
    "words taken out": "исключенные слова",
    "words put in": "включенные слова",
    "X is the amendment or the decision behind the change, listed below the text": (
        "X — поправка или решение, стоящее за изменением; их перечень приведен после текста"
    ),
    "nothing on record is behind the change": "за изменением не стоит ни одна запись",
    "the paragraph stands elsewhere: it is taken out where it was and put in where it is": (
        "пункт перенесен: он исключен там, где был, и включен там, где находится"
    ),
    "where it is taken out or put in: a paragraph ended, or ends, here": (
        "там, где он исключен или включен: здесь заканчивался или заканчивается абзац"
    ),
    "the words stand in both texts, and only show at another place": (
        "эти слова есть в обоих текстах и лишь показаны в другом месте"
    ),
    "the proposal has the same words here": "в предложении здесь те же слова",
    "the proposal joins this paragraph to the one above": "предложение соединяет этот пункт с предыдущим",
    "the proponent asks to keep these words": "автор просит сохранить эти слова",
    "the proposal puts the paragraph elsewhere": "предложение переносит пункт в другое место",
    "in the proposals not reflected: words that the proposal takes out": (
        "в неотраженных предложениях: слова, которые предложение исключает"
    ),
    "in the proposals not reflected: words that the proposal puts in": (
        "в неотраженных предложениях: слова, которые предложение включает"
    ),
    "square brackets of the text itself; no pending amendment stands behind them": (
        "квадратные скобки самого текста; за ними нет рассматриваемой поправки"
    ),
    "the reference {} leads nowhere": "ссылка {} никуда не ведет",
    "{} has changed without a recorded decision": "изменено без зарегистрированного решения: {}",
    "not counted: {}": "не учтено: {}",
    "{} is not applied: {}": "{} не применяется: {}",
    "{} meets other changes in {}; read the passage": (
        "{} соседствует с другими изменениями в {}; прочитайте это место"
    ),
    "{} proposes to number it {}": "{} предлагает номер {}",
    "{} proposes to leave it without a number": "{} предлагает оставить без номера",
    "it was {} (changed by {})": "ранее: {} (изменено: {})",
    "the text says this already": "текст уже говорит об этом",
    "it no longer fits the text of {}, which it changes": "она больше не соответствует тексту {}, который изменяет",
    "there is a clause with this id already": "положение с таким идентификатором уже есть",
    "it has no base: the clause no longer exists": "нет основы: положения больше нет",
    "the clause that it changes has been deleted": "положение, которое она изменяет, исключено",
    "the words that it changes have been changed since it was tabled, by one of {} decisions": (
        "слова, которые она изменяет, были изменены после ее внесения одним из решений (всего {})"
    ),
    "the words that it changes have been changed since it was tabled": (
        "слова, которые она изменяет, были изменены после ее внесения"
    ),
    "what it asks to keep is no longer there": "того, что она просит сохранить, больше нет",
    "{}, against which it was tabled, no longer stands": "{}, против которой она внесена, больше не рассматривается",
    "the text that it asks to keep has been changed since it was tabled": (
        "текст, который она просит сохранить, был изменен после ее внесения"
    ),
    "{}, which it changes, is {}": "{}, которую она изменяет: {}",
    "{} is not shown: {}": "{} не показана: {}",
    "it can't stand beside the others; export it alone": (
        "она не может стоять рядом с другими; экспортируйте ее отдельно"
    ),
    RIVALS: (
        "{} предлагает иную формулировку, чем {}. Формулировки стоят рядом, каждая под своим именем: примите "
        "одну и отклоните остальные. Если принять все, получится текст, которого никто не предлагал"
    ),
    "those before it, together": "предшествующие вместе взятые",
    "{} says already what {} proposes": "{} уже содержит то, что предлагает {}",
    "{} says already what {} proposes, together with {}": "{} уже содержит то, что предлагает {}, вместе с {}",
    "{} asks to keep {} as it is": "{} просит сохранить без изменений: {}",
    "The change marked here under {} ({}) is proposed by it too.": (
        "Изменение, показанное здесь под именем {} ({}), предлагается и ею."
    ),
    "{} supports {}": "{} поддерживает: {}",
    "{} can accept {}": "{} может согласиться: {}",
    "{} reserves its position on {}": "{} резервирует свою позицию: {}",
    "{} opposes {}": "{} возражает: {}",
    "{} records no position on {}": "{} не занимает позиции: {}",
    "required: {}": "обязательно: {}",
    "desired: {}": "желательно: {}",
    "unwanted: {}": "нежелательно: {}",
    "unacceptable: {}": "неприемлемо: {}",
    "met": "выполнено",
    "not met yet": "пока не выполнено",
    "not met": "не выполнено",
    "its text has changed since": "текст с тех пор изменился",
    "on behalf of {}": "от имени: {}",
    "(said about an earlier version of it)": "(о более ранней редакции)",
    "Skip to the text": "Перейти к тексту",
    "On paper the lines of each paragraph are numbered.": "На бумаге строки каждого пункта пронумерованы.",
    "Show": "Показать",
    "Clean": "Чистый текст",
    "Brackets": "Квадратные скобки",
    "Redline": "Изменения",
    "Redline since {}": "Изменения после {}",
    "Compilation": "Компиляция",
    "Comparison": "Сравнение",
    "Proposals not reflected": "Неотраженные предложения",
    "Indexes": "Указатели",
    "Positions": "Позиции",
    "Statements": "Заявления",
    "Statements for the record": "Заявления для занесения в протокол",
    "Positions on conditions": "Позиции, зависящие от условий",
    "Amendments": "Поправки",
    "Brackets per issue": "Квадратные скобки по вариантам",
    "Made by drafter {} from commit {} of {}, with the records until {}.": (
        "Подготовлено drafter {} по записи {} от {} с учетом записей до {}."
    ),
    "The same commit gives the same file.": "Одна и та же запись дает тот же файл.",
    "Legend": "Условные обозначения",
    "Groups": "Группы",
    "Signatories": "Подписавшие стороны",
    "Groups named in the text": "Группы, названные в тексте",
    "Signatories named in the text": "Подписавшие стороны, названные в тексте",
    "Parties named": "Упомянутые стороны",
    "Signatures": "Подписи",
    "Table": "Таблица",
    "Link to {}": "Ссылка на {}",
    "Contents": "Содержание",
    "Notes": "Примечания",
    "Note: {}.": "Примечание: {}.",
    "Changed by: {}": "Изменено: {}",
    "Changes since {}": "Изменения после {}",
    "None.": "Нет.",
    "Behind the changes": "Основания изменений",
    "Proposals not reflected in this text": "Предложения, не отраженные в настоящем тексте",
    "Reason": "Причина",
    "Reason: {}": "Причина: {}",
    "Index: {}": "Указатель: {}",
    "By signatory": "По подписавшим сторонам",
    "By article": "По статьям",
    "words": "слова",
    "Rationales and statements": "Обоснования и заявления",
    "Rationales and statements stand at the end, clause by clause: they are too many for the margin": (
        "Обоснования и заявления приведены в конце по положениям: их слишком много для полей"
    ),
    "Every change is a tracked change, under the amendment or decision behind it.": (
        "Каждое изменение отслеживается под поправкой или решением, на котором оно основано."
    ),
    "Amendments in this file": "Поправки в этом файле",
    "Amendment": "Поправка",
    "Delegation": "Делегация",
    "Tabled": "Дата внесения",
    "{}: see the comment at {}.": "{}: см. комментарий ({}).",
    "Co-sponsored by {}.": "Соавторы: {}.",
    "It is {}.": "Статус: {}.",
    "vote by roll-call": "поименное голосование",
    ROLL_CALL_RULE: (
        "На конференции текст принимается большинством в две трети присутствующих и участвующих в "
        "голосовании государств, если тем же большинством голосов они не решили применить иное правило. "
        "Воздерживающееся государство считается не участвующим в голосовании."
    ),
    "Vote on the text as a whole": "Голосование по тексту в целом",
    "State": "Государство",
    "In favour": "За",
    "Against": "Против",
    "Abstaining": "Воздержались",
    "Absent": "Отсутствовали",
    "Present and voting": "Присутствовали и участвовали в голосовании",
    "Two thirds of them": "Две трети участвовавших",
    "Result": "Результат",
    "adopted by {} to {}, with {} abstaining": "принято: за — {}, против — {}, воздержались — {}",
    "not adopted: {} to {}, with {} abstaining": "не принято: за — {}, против — {}, воздержались — {}",
}
