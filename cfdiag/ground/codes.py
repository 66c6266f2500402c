"""Every code that a fault can have, with one line that says what it is about.

A code is for programs and for looking things up: it stands behind each fault and does not change. The
sentence of a fault says what is wrong in this file; `docs/faults.md` lists these lines.
"""

from __future__ import annotations

from enum import Enum


class Code(str, Enum):
    """A code; it is the text that is printed."""

    help: str

    def __new__(cls, value: str, help: str = "") -> Code:  # noqa: A002, PYI034  its name; an enum is final
        """A code and its line of help."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.help = help
        return made

    def __str__(self) -> str:
        return str(self.value)

    # Files
    CANNOT_OPEN = "cannot-open", "the file that an interview is kept in cannot be opened"
    CANNOT_READ = "cannot-read", "the file or folder cannot be read"
    CANNOT_WRITE = "cannot-write", "the file cannot be written; what was there before is untouched"
    CANNOT_SCORE = "cannot-score", "a file that nothing foresaw; the others are scored"
    EMPTY_FILE = "empty-file", "there is nothing in the file"
    EMPTY_FOLDER = "empty-folder", "there are no interviews in the folder"
    EXISTS = "exists", "a different file of that name is there; nothing was written"
    LINK_NOT_FOLLOWED = (
        "link-not-followed",
        "a link to a folder is not followed when interviews are searched for",
    )
    LOCKED = "locked", "another cfdiag has the interview open"
    SEALED = "sealed", "the file is locked, and no key was given"
    WRONG_KEY = "wrong-key", "the file is locked, and this key does not open it"
    BAD_IDENTITY = "bad-identity", "the file holds no key"
    FORGOTTEN = "forgotten", "somebody who asked to be forgotten: a backup was put back"
    RETENTION = "retention", "interviews are older than the engagement keeps them"
    UNKNOWN_PERSON = "unknown-person", "nobody of that name or id is in the folder"
    NO_RECIPIENT = "no-recipient", "nobody is named who could open the locked files"
    BAD_RECIPIENT = "bad-recipient", "a recipient that files cannot be locked for"
    NO_FOLDER = "no-folder", "the folder for a new interview is not there"
    NO_MATCH = "no-match", "no file matches the pattern"
    NOT_A_FILE = "not-a-file", "a pipe or a device where a file is meant"
    NOT_CHECKED = "not-checked", "the kind of file is known and has no check"
    NOT_OURS = "not-ours", "a file that was found and is none of cfdiag's; it is left out"
    NOT_TEXT = "not-text", "text that is not UTF-8, or holds what no text holds"
    NOT_UTF8 = "not-utf8", "the file is not UTF-8 text"
    OUTSIDE_FOLDER = "outside-folder", "a file names another that lies outside its folder"
    PASSED_OVER = "passed-over", "files in a searched folder that may hold answers, and are not read"
    TOO_LARGE = "too-large", "the file, or what it makes, is larger than is read"
    TOO_MANY_CELLS = "too-many-cells", "breakdowns of more cells than can be withheld one against the other"
    UNKNOWN_FILE = "unknown-file", "what the file is cannot be told from its content"

    # Where the work is done
    ENGINE_FAILED = "engine-failed", "the engine that scores elsewhere cannot be reached, or gave up"
    OTHER_TOOL = "other-tool", "the workers of the engine have another version of cfdiag"

    # The shape of a file
    CONTROL_CHARACTER = "control-character", "a control character in a file of text"
    DUPLICATE_KEY = "duplicate-key", "a key stands twice in one map"
    JSON_DEPTH = "json-depth", "JSON that is nested deeper than is read"
    JSON_SYNTAX = "json-syntax", "the file is not JSON"
    YAML_AMBIGUOUS = "yaml-ambiguous", "a value that YAML may take for something else than it looks like"
    YAML_ANCHOR = "yaml-anchor", "anchors and aliases are not read"
    YAML_DEPTH = "yaml-depth", "YAML that is nested deeper than is read"
    YAML_DOCUMENTS = "yaml-documents", "several documents in one file"
    YAML_KEY = "yaml-key", "a key that is no plain text"
    YAML_MERGE = "yaml-merge", "merge keys are not read"
    YAML_NODES = "yaml-nodes", "more values than are read"
    YAML_SYNTAX = "yaml-syntax", "the file is not YAML"
    YAML_TAG = "yaml-tag", "tags are not read"

    # What a key holds
    BAD_ID = "bad-id", "an id with other characters than it may have, or that is not the file's name"
    BAD_KEY = "bad-key", "the key of an answer is none that the questionnaire has"
    BAD_TIME = "bad-time", "this is no time"
    BAD_VALUE = "bad-value", "a value outside of what the key may hold"
    BAD_VERSION = "bad-version", "a version that is none"
    DUPLICATE_ID = "duplicate-id", "an id is given twice"
    EMPTY_TEXT = "empty-text", "a text with nothing in it"
    MISPLACED_KEY = "misplaced-key", "a key that this type of question does not have"
    MISSING_KEY = "missing-key", "a key that must be there is not"
    MORE_FAULTS = "more-faults", "there are more faults than are listed"
    NEWER_FORMAT = "newer-format", "the file is written in a format that is newer than this cfdiag"
    PLACEHOLDER = "placeholder", "what a new file holds so that it is filled in, and was not"
    UNKNOWN_KEY = "unknown-key", "a key that the format does not have"
    WRONG_FORMAT = "wrong-format", "the file says that it is something else"
    WRONG_TYPE = "wrong-type", "a value of another kind than the key holds"

    # Questionnaires
    BAD_EXPRESSION = "bad-expression", "a condition or a rule that cannot be read"
    BAD_TEMPLATE = "bad-template", "a text uses a placeholder that there is not"
    BAD_TEXT = "bad-text", "a text in a shape that it cannot have"
    BAD_TRANSLATION = "bad-translation", "a language's file has a fault"
    BARE_ACTION = (
        "bare-action",
        "an action that does not say why, what first, whose, or how one sees that it worked",
    )
    ABSOLUTE_SAYING = "absolute-saying", "a sentence to rate that allows no exception"
    DOUBLE_NEGATIVE = "double-negative", "two negations in one clause"
    EMPTY_GROUP = "empty-group", "a group of respondents that is asked nothing"
    FEW_ESSENTIALS = "few-essentials", "a dimension keeps fewer than two questions in the essentials"
    FEW_MINUTES = "few-minutes", "fewer minutes are named than the questions usually take"
    LATER_QUESTION = "later-question", "a condition rests on a question that is asked later"
    LEADING_QUESTION = "leading-question", "a question that supposes its answer, or asks for agreement"
    LONG_QUESTION = "long-question", "a question of more than 25 words"
    MISSING_TRANSLATION = "missing-translation", "a text is there in some languages and not in this one"
    MISSING_WORDING = "missing-wording", "a text is there for some groups and not for this one"
    NEGATED_REVERSE = "negated-reverse", "a reverse-keyed item that is a negation rather than an opposite"
    NEGATED_SAYING = "negated-saying", "a sentence to rate that denies something"
    NEVER_ASKED = "never-asked", "a question that a group never gets, because of its condition"
    NEVER_TRUE = "never-true", "a condition that nothing can fulfil"
    NO_LABEL = "no-label", "a rating without a short name"
    NO_REASON = "no-reason", "advice is not followed, and nothing says why"
    NO_POINTS = "no-points", "a dimension whose questions carry no points"
    NO_SIDE = "no-side", "a group does not say on which side it stands"
    NOTHING_TO_COMPARE = "nothing-to-compare", "groups that are compared share no question"
    ONE_DIRECTION = "one-direction", "five or more sayings that all point the same way"
    OPEN_ANSWER = "open-answer", "a text repeats an answer that may be missing"
    OPTION_POINTS = "option-points", "points of an option below 0, or options of which none reaches 100"
    REPEATED_QUESTION = (
        "repeated-question",
        "a rule names a question of a repeated section as if it were asked once",
    )
    SAME_LABEL = "same-label", "two options of a question that are called the same"
    SCALE_LABELS = "scale-labels", "a scale without labels at its ends"
    SINGLE_ANSWER = (
        "single-answer",
        "a rule asks for one person's answer, which is not known of several interviews",
    )
    TRUISM = "truism", "a question that shares its word with one end of its scale"
    TWO_QUESTIONS = "two-questions", "two questions in one"
    UNKNOWN_CODE = "unknown-code", "a code is accepted that is none"
    UNKNOWN_DIMENSION = "unknown-dimension", "there is no such dimension"
    UNKNOWN_NAME = "unknown-name", "a name in a condition that there is not"
    UNKNOWN_OPTION = "unknown-option", "there is no such option"
    UNKNOWN_QUESTION = "unknown-question", "there is no such question"
    UNKNOWN_SCALE = "unknown-scale", "there is no such scale"
    UNKNOWN_SET = "unknown-set", "there is no such set of answers"
    UNKNOWN_SECTION = "unknown-section", "there is no such repeated section"
    MISSING_FOR_REPORT = "missing-for-report", "ids that the report of this diagnostic asks for are gone"
    UNBOUND_ACTION = "unbound-action", "an action whose title says 'this' or 'one' and not what it is about"
    UNEQUAL_ANCHORS = "unequal-anchors", "a scale whose ends or labels lean to one side"
    LOW_FLOOR = "low-floor", "a floor below the five from which there are scores and means"
    MET_AIM = "met-aim", "an action whose aim is met whenever it is called for"
    UNREACHABLE_ACTION = "unreachable-action", "an action that no answers can call for"
    UNUSED_DIMENSION = "unused-dimension", "a dimension without a question"
    YES_NO_WORDS = "yes-no-words", "a language in which nobody has said what yes and no are called"

    # A questionnaire against an older text of it
    ANSWERS_GONE = (
        "answers-gone",
        "a question of the older text is gone: what was said to it does not count",
    )
    KEPT_TEXT = "kept-text", "the text of a questionnaire that is kept by its hash"
    NEEDS_FIRST_NUMBER = (
        "needs-first-number",
        "answers to an older text do not count, and the first number of the version is the same",
    )
    NEEDS_VERSION = "needs-version", "the text changed and its version did not"
    NEW_QUESTION = "new-question", "a question that the older text does not have"
    NOT_COMPARABLE = "not-comparable", "a question whose answers mean something else than in the older text"
    OTHER_QUESTIONNAIRE = (
        "other-questionnaire",
        "two files are compared that are not of one id",
    )
    RULES_CHANGED = "rules-changed", "something beside the questions is other than in the older text"
    SAME_MEANING = "same-meaning", "answers to the older text mean the same in the newer one"
    WORDS_CHANGED = "words-changed", "a question says the same in other words"
    # Interviews
    BAD_ANSWER = "bad-answer", "an answer that does not fit its question"
    BAD_OUTPUT = "bad-output", "an interview cannot be kept under that name"
    BAD_RESUME = "bad-resume", "what is to be gone on with is no unfinished interview"
    CONFLICT_COPY = "conflict-copy", "a copy that a synchronised folder made where two versions met"
    CONTINUED = "continued", "a talk was held in two files: they are counted as one respondent"
    DUPLICATE_INTERVIEW = "duplicate-interview", "two files with the id of one interview; it counts once"
    FINISHED_BEFORE_STARTED = "finished-before-started", "the end lies before the beginning"
    INVALID_ANSWER = "invalid-answer", "answers that the questionnaire does not ask"
    JOURNAL_DAMAGED = "journal-damaged", "the journal is damaged before its end"
    JOURNAL_EMPTY = "journal-empty", "the journal holds no interview yet"
    JOURNAL_CUT = "journal-cut", "the journal ends in the middle of a line, which is left out"
    NEWER_SOURCE = "newer-source", "a list was taken from an interview that there is a newer one of"
    NOT_JOINED = "not-joined", "an interview continues another that it cannot be put together with"
    NOT_ASKED = "not-asked", "a question that is not asked of this group, or not after these answers"
    QUOTED_OF_FEW = (
        "quoted-of-few",
        "words without a name, of so few that readers may know whose they are",
    )
    OTHER_VERSION = "other-version", "the interview was held with another version of the questionnaire"
    TEXT_MISSING = "text-missing", "nothing tells what ratings mean: the text they were given to is nowhere"
    REFUSED_LINE = "refused-line", "a line that was piped in is no answer to the question that was asked"
    REOPENED = "reopened", "a finished interview was opened again and not finished"
    UNKNOWN_ACTION = "unknown-action", "an action that is not in the plan, or that no questionnaire has"
    UNKNOWN_ACCOUNT = "unknown-account", "there is no such account"
    UNKNOWN_DEPARTMENT = "unknown-department", "there is no such department"
    UNKNOWN_GROUP = "unknown-group", "the questionnaire has no such group"
    UNKNOWN_ITEM = "unknown-item", "there is no such item in the list"

    # Tables of others
    AMBIGUOUS = "ambiguous", "two columns of a table answer one question"
    AMBIGUOUS_DATE = "ambiguous-date", "nothing in the file tells which part of a day is the month"
    AMBIGUOUS_NUMBER = (
        "ambiguous-number",
        "nothing in a column tells whether a sign sets off decimals or thousands",
    )
    BAD_AMOUNT = "bad-amount", "a cell that should hold money, and holds something else"
    BAD_DATE = "bad-date", "a cell that should hold a day, and holds something else"
    BROKEN_RECORD = "broken-record", "a record of a table whose quotation marks cannot be read"
    CELL_NOT_READ = "cell-not-read", "a cell that is no answer to the question of its column; it is left out"
    COLUMN_TWICE = "column-twice", "a mapping uses one column for two things"
    ENCODING_GUESSED = "encoding-guessed", "the encoding of a table was guessed from its bytes"
    ERROR_CELLS = "error-cells", "cells of a sheet that hold an error count as empty"
    GROUP_SUPPOSED = "group-supposed", "a roster has no column of groups: everybody is taken to stand inside"
    MAYBE_THE_SAME = "maybe-the-same", "accounts that differ in marks or legal form only; all are kept"
    MERGED = "merged", "an account stands in a list more than once; it counts once"
    MONTHLY_VALUE = "monthly-value", "a year's worth of an account is taken as twelve times a month's"
    NO_COLUMN = "no-column", "a table lacks a column that is needed"
    NO_NAME = "no-name", "a row of a list names nobody; it is left out"
    NO_RESPONSES = "no-responses", "a table with nothing under its header"
    NOT_DECODABLE = "not-decodable", "a table holds bytes that are no text in its encoding"
    PROMISE_CHANGED = "promise-changed", "a leaver's table has other words for a promise, or names it no more"
    OTHER_SHEETS = "other-sheets", "a workbook has more sheets than the one that was read"
    OWN_TURNOVER = "own-turnover", "what customers turn over themselves is not what they are worth"
    OWNER_OF_DEAL = "owner-of-deal", "whose an account is was taken from its latest deal"
    ROW_TOO_LONG = "row-too-long", "a record of a table reaches further than its header"
    SAME_NAME = "same-name", "two people of a roster whom nothing tells apart"
    NOT_MAPPED = "not-mapped", "nobody has confirmed which columns answer which questions"
    SCALE_DIFFERS = "scale-differs", "a column holds numbers that the question's scale does not have"
    SAME_RESPONSE = "same-response", "a response stands in the files twice, and not alike"
    UNCLOSED_QUOTE = "unclosed-quote", "a quotation mark in a table is never closed"
    UNDERSTOOD = "understood", "what was taken out of a table, and from which of its columns"
    UNKNOWN_COLUMN = "unknown-column", "the table has no column of that name"
    UNKNOWN_ENCODING = "unknown-encoding", "there is no encoding of that name"
    UNKNOWN_SHEET = "unknown-sheet", "the workbook has no visible sheet of that name"

    # Wrong use
    MISSING_EXTRA = "missing-extra", "a package that the format needs is not installed"
    NO_ACCOUNT = "no-account", "the page is about one account, and none is named"
    NO_DATA = "no-data", "there is nothing to put on the page"
    NO_ACCOUNTS = "no-accounts", "neither a list nor an interview names an account to hand over"
    NOT_A_HANDOVER = "not-a-handover", "the file is no handover that was made earlier"
    NO_OWNER = "no-owner", "no list says whose accounts they are: all of them are taken"
    UNKNOWN_OWNER = "unknown-owner", "no account is owned by somebody of that name"
    NO_GROUP = "no-group", "the respondent's group is not given"
    NO_INPUT = "no-input", "nothing may be asked, and something is missing"
    NO_TEXTS = "no-texts", "the saved result carries figures only, and texts or words are asked for"
    NO_OUTPUT = "no-output", "a binary format needs a file to go to"
    NO_QUESTIONNAIRE = "no-questionnaire", "no questionnaire is named"
    NO_TERMINAL = "no-terminal", "there is no terminal to hold the interview at"
    UNKNOWN_FIELD = "unknown-field", "there is nothing of that name to break down by"
    UNKNOWN_LANGUAGE = "unknown-language", "the questionnaire is not there in that language"
    UNKNOWN_QUESTIONNAIRE = "unknown-questionnaire", "there is no such questionnaire at hand"
    UNKNOWN_TARGET = "unknown-target", "there is no such score, finding or action to explain"
    UNKNOWN_TEMPLATE = "unknown-template", "there is no such page, and no such file"
    WRONG_OPTION = "wrong-option", "a flag has a value that it cannot have"
    WRONG_USE = "wrong-use", "the flags or arguments do not go together"

    # Scoring and reports
    BAD_LOGO = "bad-logo", "the logo is no picture that can be used"
    BAD_REFERENCE = "bad-reference", "a firm's own file for the looks of a report cannot be used"
    DAMAGED_RESPONSE = "damaged-response", "a response of the one-file form was changed or cut on its way"
    DAMAGED_RELEASE = "damaged-release", "a line of what was handed over cannot be read"
    DAMAGED_RESULT = "damaged-result", "a saved result cannot be read as far as it goes"
    NOT_A_DEMO = "not-a-demo", "the folder holds something other than a demo"
    NOT_A_RESULT = "not-a-result", "the file is no saved result"
    NOT_LISTED = "not-listed", "anonymous interviews are not listed one by one"
    NOTHING_TO_SCORE = "nothing-to-score", "there is not one interview to score"
    SKIPPED = "skipped", "files that are no interviews were left out"
    UNANSWERED = "unanswered", "interviews without an answer are not counted"
    TEMPLATE = "template", "a template fails"
    WORKER_ENDED = "worker-ended", "a process that scored has ended; its part was done again or is named"
