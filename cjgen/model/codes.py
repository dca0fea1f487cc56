"""Every message to authors, worded once per code.

CJ1xx: what is written cannot be used (errors). CJ2xx: it can, but deserves a thought (warnings). CJ3xx: the
theme and the brand. CJ4xx: the output folder. `message` and `hint` are filled in with `str.format`; `explanation`
is the long form, in a few sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: how grave it is, what it says, what to do, and why in full."""

    severity: Literal["error", "warning"]
    message: str
    hint: str
    explanation: str


def _error(message: str, hint: str, explanation: str) -> Code:
    return Code("error", message, hint, explanation)


def _warning(message: str, hint: str, explanation: str) -> Code:
    return Code("warning", message, hint, explanation)


CODES: dict[str, Code] = {
    # YAML that cannot be read as it stands
    "CJ101": _error(
        "this is not YAML: {what}",
        "check the indentation and the quotes on this line and the one above",
        "The file could not be read from this spot on. Most often a line is indented differently from its"
        " neighbours, a quote is not closed, or a text holds a character that means something in YAML. Spaces that"
        " are missing or come from a word processor, and semicolons for commas, are named as such.",
    ),
    "CJ102": _error(
        "this text {what}, which means something else in YAML",
        "put it in quotes: {quoted}",
        "Some characters have a meaning of their own in YAML: a text that begins with one of"
        " ' \" * & @ ` [ { - % ! | > ? # or that holds `: ` or ` #` must stand in double quotes.",
    ),
    "CJ103": _error(
        "decimal comma: write {right}",
        "YAML separates items with a comma; decimals take a point, the site shows a comma where the language has one",
        "A comma between two digits separates two items in YAML, or makes the number a text. Write 6.5 for"
        " 6,5; Dutch pages show 6,5.",
    ),
    "CJ104": _error(
        "unknown key `{key}`",
        "known here: {known}",
        "Every key must be known, so that a typing error never goes unnoticed. The hint names the nearest"
        " known key, the English one for a Dutch word, or all keys that may stand here.",
    ),
    "CJ105": _error(
        "`{key}` stands here twice; it was first written on line {first}",
        "keep one of the two",
        "A mapping cannot hold a key twice: one of the two values would be lost. Often a block was copied, or"
        " a list item misses its dash: a `title` that comes again is taken for the beginning of a new item.",
    ),
    "CJ106": _error(
        "this file asks too much: {what}",
        "journeys are small; split the file, or write values out instead of repeating them with aliases",
        "Files are limited in size, depth, number of values and repetition through aliases, so that no file"
        " can make the program run out of memory.",
    ),
    "CJ107": _error(
        "this file cannot be read as text: {what}",
        "save it as UTF-8",
        "YAML files are text in UTF-8. A file saved in another encoding, or a binary file with the name of a"
        " YAML file, cannot be read.",
    ),
    "CJ108": _error(
        "this is {found}, but {wanted} belongs here",
        "{example}",
        "A value has another shape than the key asks for: a list instead of a mapping, a text instead of a"
        " number, and so on.",
    ),
    "CJ109": _error(
        "`{key}` is missing",
        "{example}",
        "A key that cannot be left out is not there.",
    ),
    "CJ110": _error(
        "`{found}` is not one of the words that may stand here",
        "allowed: {allowed}",
        "This key takes one of a few words.",
    ),
    "CJ111": _error(
        "{value} is outside its scale, {low} to {high}",
        "mend the figure, or say which scale it has with `scale: {{min: …, max: …}}`",
        "A score must lie within its scale: the journey's, or the one written with the score. A figure"
        " outside it is a typing error or comes from a question on another scale. A yardstick lies on the journey's"
        " scale; for a derived importance, a share, that is 0 to 1.",
    ),
    "CJ112": _error(
        "`{found}` is not an id: small letters, digits and single hyphens, at most 80 characters",
        "for example `{example}`",
        "Ids stand in addresses and file names and tie the waves of a journey together, so they are plain:"
        " small letters a to z, digits, and single hyphens between them, at most 80 characters.",
    ),
    "CJ113": _error(
        "the id `{id}` is used twice; it was first used on line {first}",
        "give one of the two another `id`",
        "Stage ids are unique among the stages, touchpoint ids and segment ids in the whole journey. An id that is"
        " not written comes from the title, so two equal titles need an `id` on one of them.",
    ),
    "CJ114": _error(
        "no id can be made of this title: `{title}`",
        "add an `id` of small letters, digits and hyphens",
        "The id is made of the letters and digits of the title that exist in plain ASCII. This title has"
        " none, so an `id` must be written.",
    ),
    "CJ115": _error(
        "the number `{text}` can be read in two ways",
        "write {thousand} if the point separates thousands, or {fraction} if it is a decimal point",
        "In Dutch a point separates thousands, in YAML it separates decimals. In amounts, counts and hours"
        " a figure such as 1.500 is refused, because both readings are plausible.",
    ),
    "CJ116": _error(
        "{message}",
        "{example}",
        "Keys or values that exclude or need each other do not go together as written.",
    ),
    "CJ117": _error(
        "`{found}` is not {wanted}",
        "{example}",
        "The value is of the right kind but not one that can be used here: a number out of range, a date"
        " that does not exist, an address that is not complete.",
    ),
    "CJ118": _error(
        "`{found}` {what}",
        "write a path relative to the folder of site.yaml that stays inside it",
        "Paths start at the folder that holds site.yaml and lead nowhere outside it, so that a site can be moved,"
        " mailed and built anywhere. The same goes for links: what they lead to lies inside it too.",
    ),
    "CJ119": _error(
        "the journey id `{id}` is also that of {other}",
        "give one of the two another `id`",
        "A journey's id is its address, so two journeys cannot share one. An id that is not written is the"
        " file's name without its ending.",
    ),
    "CJ120": _error(
        "there is no journey in `{folder}`",
        "add a file such as `{folder}/first-journey.yaml` with a title and stages",
        "A site without a journey has nothing to report. Journeys are the files that end in .yaml or .yml; a file with"
        " another ending behind that is not read.",
    ),
    "CJ121": _error(
        "{code} is an error and cannot be lowered",
        "take the line out, or name a warning",
        "`checks` changes how grave a warning is. An error means that the figures cannot be trusted or the"
        " page cannot be made, so it stays an error.",
    ),
    "CJ122": _error(
        "the file cannot be read: {what}",
        "check its name and its rights",
        "The file or folder exists or should exist, but the system refused to open it, or it is something else"
        " than a file, such as a folder or a pipe.",
    ),
    # survey files
    "CJ123": _error(
        "`{file}` cannot be read: {what}",
        "open it in the program that it comes from and save it anew",
        "A survey file is text with a header (.csv, .tsv or .txt, also packed as .csv.gz), a spreadsheet (.xlsx, .ods),"
        " a Parquet file, or an SPSS file (.sav, .zsav; `pip install 'cjgen[spss]'`). What is in it must be what its"
        " name says. Text is UTF-8, UTF-16 or Windows-1252.",
    ),
    "CJ124": _error(
        "`{file}` has no column `{column}`",
        "its columns are the texts in the first row that is not empty",
        "A column is named as in the header of the survey file, capitals included. Spaces around a name do not matter,"
        " and a line break in it counts as a space.",
    ),
    "CJ125": _error(
        "`{file}` has no sheet `{sheet}`",
        "take the name from the tab below the sheet",
        "`sheet` names a sheet of an Excel or OpenDocument file as it stands on its tab, capitals included. Without it"
        " the first sheet that is not hidden is read. Other files have no sheets.",
    ),
    "CJ126": _error(
        "`{file}` has {times} columns called `{column}`",
        "give each its own name in the file's header",
        "Which of them is meant cannot be known. Columns with equal names that no journey asks for do not matter.",
    ),
    "CJ127": _error(
        "`{file}` {what}",
        "check that it is the right file, and that the answers stand below one row with the names of the columns",
        "A survey file needs a header and at least one row of answers below it. The header is the first row that is not"
        " empty: a title above it would be taken for the names of the columns.",
    ),
    "CJ128": _error(
        "`{file}` has rows with something beside the last of its {width} columns: row {rows}",
        "give every column a name; in a text file, put cells that hold the separator in quotes",
        "A row with more cells than the header has slipped, most often because a text in it holds the character that"
        " separates the cells. Its answers would be taken for those of other questions. Rows are numbered as in a"
        " spreadsheet.",
    ),
    "CJ129": _error(
        "`{file}` asks too much: {what}",
        "check that it is a survey file, and save the answers alone, as .csv or .parquet",
        "A survey file may be large, but not unpack to 200 times its size and more, span more than 15 million cells in"
        " a spreadsheet, or claim rows that it cannot hold, so that no file can make the program run out of memory. A"
        " text file or a Parquet file has no such limit of cells.",
    ),
    "CJ130": _error(
        "cells of column `{column}` that are no number: {count}; {shown}",
        "write numbers in the file, such as 7 or 7,5; if they stand for no answer, list them: `missing: [{codes}]`",
        "An answer is a number, with a decimal point or a decimal comma. A cell with anything else is neither left out"
        " nor guessed at: words and codes for no answer are listed under `missing`, of a column or of the whole file.",
    ),
    "CJ131": _error(
        "answers in column `{column}` outside its scale, {low} to {high}: {count}; {shown}",
        "{example}",
        "Codes such as 99, or 6 for not applicable on a scale of 1 to 5, would be averaged in if they were taken for"
        " answers. They are listed under `missing`; a question with a longer scale gets a `scale` of its own.",
    ),
    "CJ132": _error(
        "`{respondent}` answers `{touchpoint}` more than once; customers who answer something twice: {count}",
        "keep one row for each customer and touchpoint, or name the wave in which they answered: `wave`",
        "In a long file a customer has one row for each touchpoint, in each wave. With two answers to one thing it is"
        " not known which of them counts.",
    ),
    "CJ133": _error(
        "weights in column `{column}` that cannot be used: {count}; {shown}",
        "a weight is a number from 0 to below {heaviest} in every row; 1 leaves a row as it is",
        "With weights every row needs one: a row without would either not count or count as much as any other, and"
        " both would be a guess.",
    ),
    "CJ134": _error(
        "the waves do not fit the file: {what}",
        "list every wave once in `order`, oldest first, or leave `order` out: waves then stand as numbers or texts do",
        "The journey's own figures are those of the latest wave, so the order of the waves must be beyond doubt.",
    ),
    # survey files and what is read from them
    "CJ135": _error(
        "`{key}` {why}, but this journey has no `responses`",
        "say where the answers are, such as `responses: {{source: data/survey.csv}}`, or type figures instead",
        "A column, `derived: true` and segments are read from a survey file, and `responses` says which file that is.",
    ),
    "CJ136": _error(
        "the importance of `{title}` is {one}, but that of `{other_title}` on line {line} is {other}",
        "{example}",
        "A derived importance is a share of what goes together with the outcome, 0 to 1 for all touchpoints together."
        " It cannot be compared with a score that customers gave, nor with a share of another whole, so a journey"
        " derives the importance of every touchpoint that exists in one way, or of none. The same goes for the"
        " importance in `history`.",
    ),
    "CJ137": _error(
        "`{title}` is wished for, so nobody has experienced it and its importance cannot be derived",
        "write how important customers say it is, such as `importance: 8.1`, on the journey's scale of importance",
        "A derived importance follows from how customers experienced a touchpoint. Of one that does not exist yet they"
        " can only say how much they would want it; that stated importance is held against the middle of its scale.",
    ),
    "CJ138": _error(
        "`derived: true` needs {what}",
        "{example}",
        "A derived importance is the touchpoint's share in what goes together with an outcome. That takes the"
        " outcome (`outcome` or `recommend` in `responses`) and the experience of this touchpoint, both from the"
        " survey file.",
    ),
    "CJ139": _error(
        "the derived shares of this journey add up to {total}, more than 1",
        "write each as a part of the whole, such as 0.18 for 18 %: the weight of the touchpoint divided by R²",
        "Typed shares are parts of what all touchpoints together explain, so they make 1 at most; less where some"
        " touchpoints stand outside the journey. A little more is taken for rounding.",
    ),
    "CJ140": _error(
        "`{setting}` does not go with derived importance: {why}",
        "{example}",
        "A derived importance is a share from 0 to 1 of which nobody knows beforehand how large it will be. It has no"
        " middle to compare with, and nothing can be subtracted from it. The setting may come from site.yaml; the"
        " problem is then told at the first importance that is derived.",
    ),
    "CJ141": _error(
        "`{column}` was asked on {low} to {high}, but {wanted}",
        "{example}",
        "The Net Promoter Score counts answers to one question, from 0 to 10: 9 and 10 are promoters, 0 to 6"
        " detractors. Answers on another scale cannot be moved onto it, because nobody knows who would have given a"
        " 9. The Customer Effort Score is counted on 1 to 7 for the same reason. And a gap between expected and"
        " perceived service exists on one scale only.",
    ),
    "CJ142": _error(
        "it is not known of which column the codes of the segment `{title}` are: {why}",
        "{example}",
        "A segment holds the customers with certain values in one column of the survey file. Its `column` may be left"
        " out where `segment` in `responses` names exactly one.",
    ),
    "CJ143": _error(
        "`{code}` in column `{column}` already belongs to the segment `{title}` on line {line}",
        "let each value belong to one segment; for another division use another column",
        "The segments of one column share no customers: groups that overlap cannot be compared with each other, and"
        " from two of them a third could be computed that is too small to be shown.",
    ),
    "CJ144": _error(
        "{what}",
        "give every segment of column `{column}` a `value`, such as its share of the turnover, or none of them",
        "The `value` of a segment says how much its customers count against the other segments of the same column, and"
        " is divided by their sum. A missing one is not taken for 0.",
    ),
    "CJ145": _error(
        "the wave `{wave}` {what}",
        "{example}",
        "Waves are told apart by the letters and digits of their names, so `2025-Q3` and `2025 q3` are one wave. Each"
        " wave stands once in a list.",
    ),
    "CJ146": _error(
        "the answers of one customer cannot be put together: {what}",
        "give every answer its customer, and each customer one segment, and one weight, in a wave",
        "In a long file the rows of one customer are put together by `respondent`. Answers of nobody would all be one"
        " customer's, and of two segments or weights one would have to be guessed. A segment or weight may stand in"
        " some of a customer's rows only.",
    ),
    "CJ147": _error(
        "the wave `{wave}` is in the survey file as well",
        "leave this figure out, because that wave is counted from its answers; give another wave another name",
        "Earlier waves are typed where their answers are not in the file. Each wave stands once: from two figures for"
        " one wave nobody could tell which of them counts.",
    ),
    # what is done, what it takes, and what the organisation thinks of itself
    "CJ148": _error(
        "`{key}: {value}` is more than the {left} that {are} left of the focus of site.yaml",
        "{example}",
        "Focus areas, hours and money are one pool for all journeys. A journey with a `focus` of its own takes its part"
        " out of that pool, so those parts together are no more than the pool. Drafts count where they are built.",
    ),
    "CJ149": _error(
        "`{holder}` of this journey has no `{key}`, but site.yaml limits the {key} of all journeys to {pool}",
        "write how much of that is for this journey, such as `capacity: {{{key}: {half}}}`; 0 for nothing",
        "What a journey has for itself is taken out of the site's pool, so it must say how much that is. Without it the"
        " journey's own focus would have no limit.",
    ),
    "CJ150": _error(
        "`{found}` would be counted as somebody of the organisation",
        "write `who: customer` for the customer, whose time is counted apart from money",
        "In the steps of a failure the word `customer` stands for the customer, on Dutch pages too. Their minutes"
        " are added up, and never turned into money.",
    ),
    "CJ151": _error(
        "`{role}` has a rate but does none of the steps",
        "{example}",
        "A rate is what an hour of a role costs. It counts where a step has that role as its `who`, written the same,"
        " capitals included. A rate that no step uses would leave those minutes out of the costs.",
    ),
    "CJ152": _error(
        "{what} stands here twice; it was first written on line {first}",
        "{example}",
        "From two figures for one thing nobody could tell which of them counts: a department estimates a"
        " touchpoint's importance once and its experience once, a competitor has one figure there, and a measure of"
        " loyalty has one in each period.",
    ),
    # warnings: it can be used, but deserves a thought
    "CJ201": _warning(
        "this journey has no context",
        "add `context` with at least organisation, customer, period and sample: figures without it cannot be judged",
        "A 7 means something else for a courier than for a hospital. Without sector, product, customer,"
        " period and sample nobody can judge the figures.",
    ),
    "CJ202": _warning(
        "`{title}` has no {axis}, so it has no verdict",
        "add `{axis}`, or an estimate: `{axis}: {{mean: 7, source: estimated, by: Sales}}`",
        "A verdict needs both how much a touchpoint matters and how it was experienced. The touchpoint is"
        " shown without a verdict. Where fewer than three touchpoints have both, a mean or a median cannot"
        " judge the others either.",
    ),
    "CJ203": _warning(
        "fewer than three touchpoints can be compared, too few for a mean or median; without a verdict: {count}",
        "add touchpoints with both figures, or use a number or `midpoint` in `thresholds`",
        "A mean or a median of fewer than three touchpoints is no yardstick: with two, one is always below it.",
    ),
    "CJ204": _warning(
        "not every touchpoint has a target, so they are judged by different yardsticks; without one: {count}",
        "give every touchpoint a target, or the journey one",
        "With `experience: target`, a touchpoint without a target of its own or of the journey is judged"
        " against the mean of the others.",
    ),
    "CJ205": _warning(
        "importance differs by only {spread} over all touchpoints, less than 15 % of its scale",
        "a difference of 0.1 is then no verdict: ask customers to divide points, or to choose",
        "When customers find everything about equally important, the line between important and not"
        " important runs through figures that hardly differ.",
    ),
    "CJ206": _warning(
        "the rest of this line is read as a comment, not as text: `{rest}`",
        "if it belongs to the text, put the text in quotes: {quoted}; if it is a comment, put it on a line of its own",
        "In YAML everything behind ` #` is a comment. Behind a text that is often a mistake.",
    ),
    "CJ207": _warning(
        "this touchpoint says whether the promise is felt, but the journey has no promise",
        "add `promise: {{title: …}}` to the journey",
        "A touchpoint's `promise` score answers the question in the journey's `promise`.",
    ),
    "CJ208": _warning(
        "the link to `{address}` is not shown as a link",
        "links start with https://, http://, mailto: or tel:, or with # and a touchpoint's id",
        "Other kinds of links can run programs or point at nothing when the site is moved, so they stay plain text.",
    ),
    "CJ209": _warning(
        "pictures in texts are not shown: `{address}`",
        "what stands in its place are the words between the brackets: say there what the picture shows",
        "A report page loads nothing from elsewhere and its texts hold no pictures.",
    ),
    "CJ210": _warning(
        "nobody was asked: every figure in this journey is an estimate",
        "check the estimates with two to five customers and say so with `source: validated` and `n`",
        "Estimates are a fair start, but a verdict on estimates alone is a guess. Asking two to five"
        " customers shows whether the estimates hold.",
    ),
    "CJ211": _warning(
        "`{title}` is wished for, so it does not exist yet, but it has an experience",
        "take out `wished: true` if customers can meet it already, else `experience`",
        "A wished touchpoint is judged by its importance alone; nobody can have experienced what does not exist.",
    ),
    "CJ212": _warning(
        "{n} customers gave this figure, but the context says that {answered} answered",
        "mend the number of customers here, or `answered` in `context: sample`",
        "`context: sample: answered` is the number of customers from whom the figures come, so no figure can"
        " come from more of them. The report states it as who was asked.",
    ),
    "CJ213": _warning(
        "this text has no `{language}`, so the pages in {name} show it in another language",
        "add `{language}: …`",
        "A text that is written in several languages should have one for each language of the pages. Where one is"
        " missing, the page shows another and marks it as such.",
    ),
    "CJ214": _warning(
        "this picture has no words to stand in its place: `{address}`",
        "say between the brackets what it shows: `![what it shows]({address})`",
        "The pages show no pictures of texts, but the words that stand for them. Without words nothing is left, and"
        " who listens to the page would not know of it either.",
    ),
    "CJ215": _warning(
        "this link has no words: `{address}`",
        "say between the brackets where it leads: `[where it leads]({address})`",
        "A link is read by its words. Without any, nobody sees it, and a screen reader spells out its address.",
    ),
    # survey files and earlier waves
    "CJ216": _warning(
        "the wave `{wave}` is named here only; did you mean `{other}`?",
        "write the name of a wave the same way everywhere; if this is another wave, leave it as it is",
        "Earlier figures of a touchpoint and of the whole belong together where their waves have one name. A name that"
        " differs a little from another makes a wave of its own, with a single figure in it.",
    ),
    "CJ217": _warning(
        "nothing in this journey is read from the survey file",
        "write which columns hold the answers, such as `experience: {{column: q7}}`, or `recommend: q1`",
        "`responses` says where the answers are. What is shown of them follows from `recommend`, and from the scores"
        " that name a column.",
    ),
    "CJ218": _warning(
        "the column `{column}` is also that of {other} on line {line}",
        "write the column of this question; two questions with one column look as if customers answered both the same",
        "Often a line was copied and its column was not changed. The figures would be equal, and of two drivers with"
        " the same answers each gets half of what is one touchpoint's.",
    ),
    "CJ220": _warning(
        "importance cannot be derived from the answers: {what}",
        "ask more customers, name another `outcome`, or write the importance that customers state",
        "A derived importance is a touchpoint's share in what goes together with the outcome. It takes customers who"
        " answered the outcome and every touchpoint: ten for each touchpoint, and fifty at least. Without it the"
        " touchpoints have no verdict.",
    ),
    "CJ221": _warning(
        "the weights are so uneven that {n} answers say no more than {effective} of equal weight",
        "look for a few customers with very large weights, and keep weights from lying far apart",
        "The more the weights differ, the fewer customers decide. Kish's effective number of answers, (Σw)² / Σw²,"
        " says how many of equal weight would say as much; intervals and certainty go by it.",
    ),
    "CJ222": _warning(
        "{what} by `{column}` are not shown, as they would tell about single customers",
        "take small segments together in `segments`, or lower `privacy: min_group` if that was promised to nobody",
        "A segment of fewer customers than `min_group` is hidden, and so is another one where the small one could be"
        " computed by subtracting what is shown from the total.",
    ),
    "CJ223": _warning(
        "{subject} is not compared with the wave `{wave}`: {what}",
        "ask the same question in the same way in every wave; if it was, write the `scale` or `question` the same",
        "Figures of two waves show a change among customers only where the question, its scale and the instrument are"
        " the same.",
    ),
    "CJ226": _warning(
        "rows of `{file}` that name no wave and are left out: {count}",
        "fill in column `{column}`, or leave those rows out of the file",
        "Where customers are divided into waves, a row without one belongs nowhere.",
    ),
    "CJ227": _warning(
        "no customer of the latest wave is in the segment `{title}`: column `{column}` does not hold {codes}",
        "the column holds {known}",
        "A segment whose codes do not occur is not shown. Often a code was typed wrongly, or it means another group"
        " in another year.",
    ),
    "CJ228": _warning(
        "the waves stand in the order of their names, {waves}, so the figures are those of `{latest}`",
        "write their order: `wave: {{column: {column}, order: [{order}]}}`, oldest first",
        "The journey's own figures are those of the latest wave. Numbers, and names that begin with a year, order"
        " themselves; others stand as texts do, where `Q1 2027` comes before `Q4 2026` and april before maart.",
    ),
    "CJ229": _warning(
        "the wave `{wave}` is not shown, as it would tell about single customers",
        "take small waves together in the file, or lower `privacy: min_group` if that was promised to nobody",
        "An earlier wave that fewer customers answered than `min_group` stands on no page and in no data file.",
    ),
    # what is done, what it takes, and what the organisation thinks of itself
    "CJ230": _warning(
        "`{role}` has no rate, but `{other}` has one: is that the same role?",
        "write the role the same way everywhere, or give it a rate of its own",
        "Minutes of a role without a rate cost nothing in the sum, and the page says so. Often the role is written a"
        " little otherwise in `rates`.",
    ),
    "CJ231": _warning(
        "this action is reviewed in {review}, before it is due in {due}",
        "let the review come after the action is done, when customers have noticed it",
        "`review` is the date at which one looks whether the action helped. Before it is done there is nothing to see.",
    ),
    "CJ232": _warning(
        "this touchpoint says whether it is in line with the vision, but the journey has no vision",
        "add `vision: {{text: …}}` to the journey",
        "A touchpoint's `vision` says whether it fits what the journey's `vision` says that owners or board want.",
    ),
    "CJ233": _warning(
        "`{title}` is wished for but does not fit the vision, and still there are open actions: {count}",
        "stop those actions with `status: stopped`, or say `vision: partly` or `yes` if it does fit",
        "What customers wish for and the organisation does not want is shown as asked for, not fitting. Open actions"
        " take hours and money for it all the same.",
    ),
    "CJ234": _warning(
        "the {kind} `{name}` is named here only; did you mean `{other}`?",
        "write a name the same way everywhere; if this is another {kind}, leave it as it is",
        "Own estimates are compared by department and figures of others by competitor. A name that differs a little"
        " from another makes one of its own, with a single figure.",
    ),
    # the theme and the brand
    "CJ301": _error(
        "there is no theme `{theme}`",
        "known: {known}",
        "`theme` names a bundled theme or a folder under `themes/` beside site.yaml.",
    ),
    "CJ302": _error(
        "the theme cannot be used: {what}",
        "mend the theme's file, or choose another theme",
        "A template or the theme.yaml of the theme has a mistake, or a template asks for something that does not"
        " exist.",
    ),
    "CJ303": _error(
        "`{property}: {value}` has a contrast of {ratio} with `{ground}: {against}` {where}; text needs at least 4.5",
        "choose a darker or a lighter shade",
        "The theme's text colours are held against the page and against what stands out on it, in light, in dark and on"
        " paper, by the formula of WCAG 2.2. Below 4.5 many people cannot read the text. The shade in the hint keeps"
        " hue and colourfulness and changes lightness as little as possible.",
    ),
    "CJ304": _warning(
        "the contrast of the theme's colours cannot be computed: {what}",
        "write each colour out, such as `--cj-ink: #1b2024`, on `:root`, and for dark pages within"
        " `@media screen and (prefers-color-scheme: dark)`",
        "Whether texts can be read is computed from plain colours on `:root`. Of `var()`, `color-mix()`, transparency"
        " and other conditions than light, dark and paper it is not known what a reader will see: look at the pages.",
    ),
    "CJ305": _error(
        "`{found}` has a contrast of {ratio} with the theme's `{ground}: {against}` {where}; text needs at least 4.5",
        "choose a darker or a lighter shade",
        "Colours of the brand are used for text, so they must be readable on the page and on what stands out on it: the"
        " colour for light pages also on paper, the one for dark pages in the dark. The contrast is that of WCAG 2.2."
        " The shade in the hint keeps hue and colourfulness and changes lightness as little as possible. Where only one"
        " colour is written, the dark one is made of it in the same way.",
    ),
    "CJ306": _warning(
        "the colours of `{one}` and `{other}` are hard to tell apart {where}: {first} and {second}",
        "choose colours that differ more; each verdict has its shape and its word as well",
        "Verdicts are told apart by word, shape and colour. Two of the four colours lie nearer to each other than 0.05"
        " in OKLab, where black and white are 1 apart. One of them may be the theme's.",
    ),
    "CJ307": _error(
        "`{file}` {what}",
        "{example}",
        "A logo is an svg, png, jpg, webp or gif file with a size, and letters are a woff2, woff, ttf or otf file. What"
        " is in the file must be what its name says, because hosts tell browsers by the name what it is.",
    ),
    "CJ308": _warning(
        "{what} comes from elsewhere, so the pages do without it",
        "{example}",
        "A page loads nothing from other hosts, so that it works anywhere and tells nobody who reads it. The letters of"
        " the theme, or the title of the site, stand in.",
    ),
    "CJ309": _warning(
        "this `<{tag}>` says nothing to who cannot see it",
        'give a picture an `alt` text (empty where it is decoration), a drawing a `<title>` or `aria-hidden="true"`, a'
        " link or button words or an `aria-label`",
        "Who listens to a page, or reads it with the pictures switched off, needs a text in the place of every picture"
        " and in every link.",
    ),
    # the output folder
    "CJ401": _error(
        "the folder `{folder}` holds files that cjgen did not make",
        "empty it yourself or choose another folder with -o",
        "The output folder is replaced as a whole, so cjgen only touches an empty folder or one that it"
        " made itself, which it knows by the build.json inside. The same goes for what it needs beside it while it"
        " works: the hidden folders `.public.cjgen-new` and `.public.cjgen-old`, and the empty file"
        " `.public.cjgen-lock`.",
    ),
    "CJ402": _error(
        "the output folder `{folder}` {what}",
        "choose another folder with -o or `output`",
        "The output folder would replace or mix with the author's own files.",
    ),
    "CJ403": _error(
        "the site could not be written: {what}",
        "free some space or mend the rights and build again; the previous site is still whole",
        "The new site is written beside the old one and put in its place only when it is complete. What was written of"
        " it is taken away again. In brackets stands the file at which the system refused.",
    ),
    "CJ404": _error(
        "another build is writing the folder `{folder}`",
        "wait until it is done, or choose another folder with -o",
        "Two builds into one folder would take each other's files away. The empty file `.public.cjgen-lock` beside the"
        " output folder keeps them apart; it goes with the build that made it, and one that was left behind by a crash"
        " keeps nobody out.",
    ),
    "CJ405": _error(
        "the folder `{folder}` cannot be replaced: it is the root of a disk, a container's volume or part of its image",
        "name a folder within it, such as `-o {folder}/site`",
        "The output folder is replaced as a whole by renaming, and the system does not rename the root of a disk, a"
        " folder that was mounted into a container, or one that is part of a container's image. A folder within it can"
        " be replaced.",
    ),
}
