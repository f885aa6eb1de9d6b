"""What documents say in Arabic, by what they say in English."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.draft.languages import RIVALS, ROLL_CALL_RULE

MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
DATE = "{day} {month} {year}"

PHRASES: Mapping[str, str] = {
    "Nothing is agreed until everything is agreed.": "لا اتفاق على أي شيء حتى يتم الاتفاق على كل شيء.",
    "Every clause of this text is adopted.": "اعتُمدت جميع أحكام هذا النص.",
    "Symbol": "الرمز",
    "Issue": "الصيغة",
    "after {}": "بعد {}",
    "Date": "التاريخ",
    "Commit": "القيد",
    "Commit {}": "القيد {}",
    "Records until": "القيود المأخوذة في الحسبان حتى",
    "Text": "النص",
    "As if adopted": "كما لو اعتُمدت",
    "Left out": "لا يرد هنا",
    "Extract": "مقتطف",
    "paragraphs and clauses that nobody proposes to change": "الفقرات والأحكام التي لم يقترح أحد تعديلها",
    "paragraphs and clauses that have not changed": "الفقرات والأحكام التي لم تتغير",
    "clean text: agreed words only": "نص نظيف: العبارات المتفق عليها فقط",
    "consolidated text, with the pending proposals in brackets": (
        "نص موحد، ترد فيه المقترحات المعلقة بين أقواس معقوفة"
    ),
    "redline": "نص مع إظهار التغييرات",
    "{} since {}": "{} منذ {}",
    "marshalled list: the amendments on the table, in the order in which they are taken up": (
        "قائمة التعديلات المطروحة، بترتيب النظر فيها"
    ),
    "compilation text: the text as it stands, and every proposal in full under its proponent": (
        "تجميع: النص بصيغته الراهنة وكل مقترح بكامله تحت اسم مقدمه"
    ),
    "comparative table: the text and the pending proposals side by side": (
        "جدول مقارن: النص والمقترحات المعلقة جنبا إلى جنب"
    ),
    "agreed text, with proposed amendments as tracked changes": (
        "النص المتفق عليه، وترد فيه التعديلات المقترحة كتغييرات متعقَّبة"
    ),
    "Status": "الحالة",
    "Status: {}": "الحالة: {}",
    "reopened by {}": "أعيد فتحه بموجب {}",
    "1 bracket": "المواضع بين أقواس معقوفة: 1",
    "{} brackets": "المواضع بين أقواس معقوفة: {}",
    "1 bracket of the text itself": "الأقواس المعقوفة في النص نفسه: 1",
    "{} brackets of the text itself": "الأقواس المعقوفة في النص نفسه: {}",
    "amendments {}": "التعديلات {}",
    "adding the whole clause is proposed; its bracket ends below its text": (
        "يُقترح إضافة الحكم بأكمله؛ ويُغلق قوسه أسفل نصه"
    ),
    "deleting the whole clause is proposed; its bracket ends below its text": (
        "يُقترح حذف الحكم بأكمله؛ ويُغلق قوسه أسفل نصه"
    ),
    "The whole clause was added": "أضيف الحكم بأكمله",
    "The whole clause was deleted": "حُذف الحكم بأكمله",
    "open": "مفتوح",
    "bracketed": "بين أقواس معقوفة",
    "provisionally agreed": "متفق عليه بصفة مؤقتة",
    "agreed ad referendum": "متفق عليه رهن الاستشارة",
    "agreed": "متفق عليه",
    "adopted": "معتمد",
    "deleted": "محذوف",
    "proposed": "مقترح",
    "tabled": "مقدَّم",
    "accepted": "مقبول",
    "accepted as modified": "مقبول بصيغته المعدلة",
    "not accepted": "غير مقبول",
    "withdrawn": "مسحوب",
    "superseded": "حل محله غيره",
    "deferred": "مؤجل",
    "add": "إضافة",
    "modify": "تعديل",
    "delete": "حذف",
    "retain": "إبقاء",
    "{} of {}, tabled {} by {}": "{} المقدم من {}، في {}، قدمه {}",
    "{} of {}, first tabled {} by {}": "{} المقدم من {}، قُدم أول مرة في {}، قدمه {}",
    "adopted {}": "اعتُمد في {}",
    "not adopted": "غير معتمد",
    "an amendment, adopted {}": "تعديل اعتُمد في {}",
    "an amendment; not adopted": "تعديل؛ غير معتمد",
    "in {}": "(القيد {})",
    "editorial change of the secretariat, declared {}": "تغيير تحريري أجرته الأمانة، أُعلن في {}",
    "{} on {}": "{} في {}",
    "{} ({})": "{} ({})",
    "decision": "قرار",
    "then {}": "ثم {}",
    "the words stand in both texts; nobody changed them, they only show at another place": (
        "ترد العبارات في النصين؛ ولم يغيرها أحد، بل تظهر فقط في موضع آخر"
    ),
    "nothing on record is behind these words": "لا يوجد أي قيد مسجل وراء هذه العبارات",
    "For {}:": "عن {}:",
    "Proposal": "المقترح",
    "tabled {}": "قُدم في {}",
    "{}; tabled {}": "{}؛ قُدم في {}",
    "Co-sponsors": "المشاركون في تقديمه",
    "{}, base {}": "{}، الأساس {}",
    "Rationale": "التعليل",
    "Recommendation": "التوصية",
    "{}, of an older version": "{} (صيغة سابقة)",
    "Does not apply": "لا ينطبق",
    "the same words as {}": "العبارات نفسها الواردة في {}",
    "the same words as {}, not accepted on {}": "العبارات نفسها الواردة في {}، غير مقبول في {}",
    "changes {}": "يعدل {}",
    "keeps {}": "يُبقي {}",
    "keeps {} against {}": "يُبقي {} إزاء {}",
    "with {}": "مع {}",
    "No text": "بدون نص",
    "text as it stands": "النص بصيغته الراهنة",
    "Text as it stands": "النص بصيغته الراهنة",
    "rival wordings: first the words of the text, which A asks to retain, then those that B proposes": (
        "صيغ متنافسة: أولا عبارات النص التي تطلب A إبقاءها، ثم العبارات التي تقترحها B"
    ),
    "words of the text that A proposes to delete": "عبارات من النص تقترح A حذفها",
    "words that A proposes to add": "عبارات تقترح A إضافتها",
    "B opposes the wording": "تعارض B هذه الصيغة",
    "behind added words: B opposes the addition": "بعد عبارات مضافة: تعارض B الإضافة",
    "B asks to keep the words of the text": "تطلب B إبقاء عبارات النص",
    "B reserves its position: it neither accepts nor rejects": "تحتفظ B بموقفها: لا تقبل ولا ترفض",
    "B is for the words on conditions that are not met": "B مؤيدة بشروط لم تتحقق",
    "no longer takes part in the talks": "لم تعد تشارك في المفاوضات",
    "B, of a group that says something else, can accept the proposal": (
        "يمكن لـ B، وهي من مجموعة تقول غير ذلك، أن تقبل المقترح"
    ),
    "B, of a group that is named, has spoken about an earlier text only": (
        "لم تُبدِ B، وهي من مجموعة مذكورة، موقفها إلا من نص سابق"
    ),
    "a whole clause that A proposes to add": "حكم بأكمله تقترح A إضافته",
    "a whole clause that A proposes to delete": "حكم بأكمله تقترح A حذفه",
    "a paragraph that A proposes to put elsewhere": "فقرة تقترح A نقلها إلى موضع آخر",
    "a number that A proposes to change": "رقم تقترح A تغييره",
    "whole wordings of one paragraph, each with those who want it": "صيغ كاملة لفقرة واحدة، كل منها مع من يؤيدها",
    "what a wording takes out of the first one and puts in; one without such marks is new as a whole": (
        "ما تحذفه صياغة من الأولى وما تدرجه؛ والصياغة الخالية من هذه العلامات جديدة بكاملها"
    ),
    "rival wordings: first the words of the text, then proposed ones": (
        "صيغ متنافسة: أولا عبارات النص، ثم العبارات المقترحة"
    ),
    "words in dispute: somebody proposes to delete them, or to add them": "عبارات موضع خلاف: يُقترح حذفها أو إضافتها",
    "a whole clause in dispute": "حكم بأكمله موضع خلاف",
    "whole wordings of one paragraph": "صيغ كاملة لفقرة واحدة",
    "no words: this reading leaves the place empty": "بلا كلمات: تترك هذه القراءة الموضع خاليا",
    "a new paragraph begins": "تبدأ فقرة جديدة",
    "a stroke or a dash of the words themselves: no other wording and no name begins there": (
        "شرطة من النص نفسه: لا تبدأ عندها صيغة أخرى ولا اسم"
    ),
    "a space: nothing but white space is in dispute": "مسافة: لا خلاف إلا على الفراغ",
    "words taken out": "عبارات محذوفة",
    "words put in": "عبارات مدرجة",
    "X is the amendment or the decision behind the change, listed below the text": (
        "X هو التعديل أو القرار الذي يستند إليه التغيير، وترد القائمة بعد النص"
    ),
    "nothing on record is behind the change": "لا يوجد أي قيد مسجل وراء التغيير",
    "the paragraph stands elsewhere: it is taken out where it was and put in where it is": (
        "نُقلت الفقرة: حُذفت من موضعها السابق وأُدرجت في موضعها الحالي"
    ),
    "where it is taken out or put in: a paragraph ended, or ends, here": (
        "حيث يُحذف أو يُدرج: كانت تنتهي فقرة هنا، أو تنتهي الآن"
    ),
    "the words stand in both texts, and only show at another place": "ترد العبارات في النصين، وتظهر فقط في موضع آخر",
    "the proposal has the same words here": "يتضمن المقترح هنا العبارات نفسها",
    "the proposal joins this paragraph to the one above": "يدمج المقترح هذه الفقرة في سابقتها",
    "the proponent asks to keep these words": "يطلب مقدم المقترح إبقاء هذه العبارات",
    "the proposal puts the paragraph elsewhere": "ينقل المقترح الفقرة إلى موضع آخر",
    "in the proposals not reflected: words that the proposal takes out": (
        "في المقترحات غير الواردة في النص: عبارات يحذفها المقترح"
    ),
    "in the proposals not reflected: words that the proposal puts in": (
        "في المقترحات غير الواردة في النص: عبارات يدرجها المقترح"
    ),
    "square brackets of the text itself; no pending amendment stands behind them": (
        "أقواس معقوفة من النص نفسه؛ لا يستند إليها أي تعديل معلق"
    ),
    "the reference {} leads nowhere": "الإحالة {} لا تؤدي إلى أي موضع",
    "{} has changed without a recorded decision": "تغير {} دون قرار مسجل",
    "not counted: {}": "غير محسوب: {}",
    "{} is not applied: {}": "لم يُطبَّق {}: {}",
    "{} meets other changes in {}; read the passage": "يلتقي {} بتغييرات أخرى في {}؛ يُرجى قراءة الموضع",
    "{} proposes to number it {}": "يقترح {} ترقيمه {}",
    "{} proposes to leave it without a number": "يقترح {} تركه بلا رقم",
    "it was {} (changed by {})": "كان {} (عدّله {})",
    "the text says this already": "يتضمن النص ذلك بالفعل",
    "it no longer fits the text of {}, which it changes": "لم يعد ينطبق على نص {} الذي يعدله",
    "there is a clause with this id already": "يوجد بالفعل حكم بهذا المعرّف",
    "it has no base: the clause no longer exists": "لا أساس له: لم يعد الحكم موجودا",
    "the clause that it changes has been deleted": "حُذف الحكم الذي يعدله",
    "the words that it changes have been changed since it was tabled, by one of {} decisions": (
        "تغيرت العبارات التي يعدلها منذ تقديمه بأحد القرارات (وعددها {})"
    ),
    "the words that it changes have been changed since it was tabled": "تغيرت العبارات التي يعدلها منذ تقديمه",
    "what it asks to keep is no longer there": "لم يعد موجودا ما يطلب إبقاءه",
    "{}, against which it was tabled, no longer stands": "لم يعد قائما {} الذي قُدم إزاءه",
    "the text that it asks to keep has been changed since it was tabled": "تغير النص الذي يطلب إبقاءه منذ تقديمه",
    "{}, which it changes, is {}": "{} الذي يعدله: {}",
    "{} is not shown: {}": "لم يُعرض {}: {}",
    "it can't stand beside the others; export it alone": "لا يمكن أن يرد إلى جانب غيره؛ يُرجى تصديره وحده",
    RIVALS: (
        "يريد {} صيغة غير صيغة {}. ترد الصيغ جنبا إلى جنب، كل منها باسم صاحبها: تُقبل إحداها وتُرفض الأخرى. "
        "أما قبولها جميعا فيعطي نصا لم يقترحه أحد"
    ),
    "those before it, together": "ما سبقه مجتمعا",
    "{} says already what {} proposes": "يتضمن {} بالفعل ما يقترحه {}",
    "{} says already what {} proposes, together with {}": "يتضمن {} بالفعل ما يقترحه {}، مع {}",
    "{} asks to keep {} as it is": "يطلب {} إبقاء {} على حاله",
    "The change marked here under {} ({}) is proposed by it too.": "التغيير الموسوم هنا باسم {} ({}) يقترحه هو أيضا.",
    "{} supports {}": "{}: تؤيد {}",
    "{} can accept {}": "{}: يمكنها قبول {}",
    "{} reserves its position on {}": "{}: تحتفظ بموقفها بشأن {}",
    "{} opposes {}": "{}: تعارض {}",
    "{} records no position on {}": "{}: لا تتخذ موقفا بشأن {}",
    "required: {}": "مطلوب: {}",
    "desired: {}": "مرغوب فيه: {}",
    "unwanted: {}": "غير مرغوب فيه: {}",
    "unacceptable: {}": "غير مقبول: {}",
    "met": "تحقق",
    "not met yet": "لم يتحقق بعد",
    "not met": "لم يتحقق",
    "its text has changed since": "تغير نصه منذ ذلك الحين",
    "on behalf of {}": "باسم {}",
    "(said about an earlier version of it)": "(بشأن صيغة سابقة)",
    "Skip to the text": "الانتقال إلى النص",
    "On paper the lines of each paragraph are numbered.": "تُرقَّم سطور كل فقرة عند الطباعة.",
    "Show": "عرض",
    "Clean": "نص نظيف",
    "Brackets": "الأقواس المعقوفة",
    "Redline": "التغييرات",
    "Redline since {}": "التغييرات منذ {}",
    "Compilation": "تجميع",
    "Comparison": "مقارنة",
    "Proposals not reflected": "مقترحات غير واردة",
    "Indexes": "الفهارس",
    "Positions": "المواقف",
    "Statements": "البيانات",
    "Statements for the record": "بيانات للإثبات في المحضر",
    "Positions on conditions": "مواقف مشروطة",
    "Amendments": "التعديلات",
    "Brackets per issue": "الأقواس المعقوفة حسب الصيغة",
    "Made by drafter {} from commit {} of {}, with the records until {}.": (
        "أعدّه drafter {} من القيد {} المؤرخ {}، مع القيود حتى {}."
    ),
    "The same commit gives the same file.": "القيد نفسه يعطي الملف نفسه.",
    "Legend": "دليل الرموز",
    "Groups": "المجموعات",
    "Signatories": "الموقِّعون",
    "Groups named in the text": "المجموعات المذكورة في النص",
    "Signatories named in the text": "الموقِّعون المذكورون في النص",
    "Parties named": "الأطراف المذكورة",
    "Signatures": "التوقيعات",
    "Table": "جدول",
    "Link to {}": "رابط إلى {}",
    "Contents": "المحتويات",
    "Notes": "ملاحظات",
    "Note: {}.": "ملاحظة: {}.",
    "Changed by: {}": "عُدّل بموجب: {}",
    "Changes since {}": "التغييرات منذ {}",
    "None.": "لا يوجد.",
    "Behind the changes": "مصدر التغييرات",
    "Proposals not reflected in this text": "مقترحات غير واردة في هذا النص",
    "Reason": "السبب",
    "Reason: {}": "السبب: {}",
    "Index: {}": "فهرس: {}",
    "By signatory": "حسب الموقِّع",
    "By article": "حسب المادة",
    "words": "كلمات",
    "Rationales and statements": "التعليلات والبيانات",
    "Rationales and statements stand at the end, clause by clause: they are too many for the margin": (
        "ترد التعليلات والبيانات في النهاية حكما حكما: فهي أكثر من أن يتسع لها الهامش"
    ),
    "Every change is a tracked change, under the amendment or decision behind it.": (
        "كل تغيير هو تغيير متعقَّب، تحت التعديل أو القرار الذي يستند إليه."
    ),
    "Amendments in this file": "التعديلات الواردة في هذا الملف",
    "Amendment": "التعديل",
    "Delegation": "الوفد",
    "Tabled": "تاريخ التقديم",
    "{}: see the comment at {}.": "{}: انظر التعليق عند {}.",
    "Co-sponsored by {}.": "المشاركون في تقديمه: {}.",
    "It is {}.": "الحالة: {}.",
    "vote by roll-call": "تصويت بنداء الأسماء",
    ROLL_CALL_RULE: (
        "في المؤتمرات يُعتمد النص بأغلبية ثلثي الدول الحاضرة والمصوتة، ما لم تقرر هذه الدول بالأغلبية نفسها "
        "تطبيق قاعدة مغايرة. وتُعتبر الدولة الممتنعة عن التصويت غير مصوتة."
    ),
    "Vote on the text as a whole": "التصويت على النص في مجموعه",
    "State": "الدولة",
    "In favour": "المؤيدون",
    "Against": "المعارضون",
    "Abstaining": "الممتنعون عن التصويت",
    "Absent": "الغائبون",
    "Present and voting": "الحاضرون المصوتون",
    "Two thirds of them": "ثلثاهم",
    "Result": "النتيجة",
    "adopted by {} to {}, with {} abstaining": "اعتُمد: المؤيدون {}، المعارضون {}، الممتنعون {}",
    "not adopted: {} to {}, with {} abstaining": "لم يُعتمد: المؤيدون {}، المعارضون {}، الممتنعون {}",
}
