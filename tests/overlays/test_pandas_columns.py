"""What the columns of frames hold after they were set, picked, dropped, renamed and passed around."""

from __future__ import annotations

import pytest

from compile_lint.model import Encoding
from compile_lint.model.call import EvidenceKind
from compile_lint.values.values import Array, Choice, Const, TupleValue, UnknownValue, leaves

INTEGER, BINARY = Encoding.INTEGER, Encoding.BINARY
ONE_HOT, MULTI_HOT, FLOAT = Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.CONTINUOUS

IDS = (INTEGER, None, 0, None, 0)
BITS = (BINARY, 2, 0, 1, 0)
PLAIN = (None, None, None, None, 0)
OPEN = (None, None, None, None, None)

READ = "df = pd.read_csv(path)\nle = preprocessing.LabelEncoder()\n"
SIZE = "def size(v):\n    if v < 3:\n        return 0\n    return 1 if v < 9 else 2\n"
ENCODED = READ + SIZE + "df['s'] = le.fit_transform(df['s'])\ndf['t'] = df['t'].map({'no': 0, 'yes': 1})\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("y = df['s']", IDS),
        ("y = df.s", IDS),
        ("y = df['s'].values", IDS),
        ("y = df['s'].to_numpy().reshape(-1, 1)", (INTEGER, None, 0, None, 1)),
        ("y = df['s'].as_matrix()", IDS),
        ("y = df[['s']].as_matrix()", (INTEGER, None, 0, None, 1)),
        ("y = df.as_matrix(['s'])", OPEN),
        ("y = df[['s']]", (INTEGER, None, 0, None, 1)),
        ("y = df[['s']].values", (INTEGER, None, 0, None, 1)),
        ("y = df.loc[:, 's']", IDS),
        ("y = df.loc[:, ['s']]", (INTEGER, None, 0, None, 1)),
        ("y = df['t']", BITS),
        ("y = df.pop('t')", BITS),
        ("y = df.get('t')", BITS),
        ("y = df['t'].astype('float32')", BITS),
        ("y = pd.get_dummies(df['s']).values", (ONE_HOT, None, 0, 1, None)),
        ("y = pd.get_dummies(df['t']).values", (ONE_HOT, 2, 0, 1, 2)),
        ("y = to_categorical(df['s'])", (ONE_HOT, None, 0, 1, None)),
        ("y = to_categorical(df['s'], 5)", (ONE_HOT, 5, 0, 1, 5)),
        ("df['r'] = (df['q'] > 5).astype(int)\ny = df['r']", BITS),
        ("df['r'] = df['q'].astype('category').cat.codes\ny = df.r", IDS),
        ("df['r'] = (df['q'].str.len() > 9).astype(int)\ny = df['r']", BITS),
        ("df['r'] = df['q'].str.contains('yes')\ny = df['r']", BITS),
        ("df['r'] = df['q'].str.lower()\ny = df['r']", PLAIN),
        ("df['r'] = df['q'].str.split()\ny = df['r']", PLAIN),
        ("df['r'] = np.where(df['q'] > 5, 1, 0)\ny = df['r']", BITS),
        ("df['r'] = np.random.rand(9, 1)\ny = df['r']", (FLOAT, None, 0, 1, 0)),
        ("df.s = df.t\ny = df.s", BITS),
        ("df.loc[:, 'r'] = df['s']\ny = df['r']", IDS),
        ("df.insert(0, 'r', df['s'])\ny = df['r']", IDS),
        ("df['r'] = df['q'].apply(lambda v: 1 if v > 5 else 0)\ny = df['r']", BITS),
        ("df['r'] = df['q'].map(lambda v: v == 'yes')\ny = df['r']", PLAIN),
        ("df['r'] = df.apply(lambda row: 1 if row['q'] > 5 else 0, axis=1)\ny = df['r']", BITS),
        ("df['r'] = df['q'].apply(size)\ny = df['r']", (INTEGER, 3, 0, 2, 0)),
        ("df['r'] = df['q'].apply(lambda v: 1 if v > 5 else v)\ny = df['r']", PLAIN),
        ("df['r'] = df['q'].apply(lambda v: 'a' if v > 5 else 'b')\ny = df['r']", PLAIN),
        ("df['r'] = df['q'].apply(change)\ny = df['r']", PLAIN),
        ("df['r'] = df['q'].apply(lambda v: 7 if v > 5 else 3)\ny = df['r']", (INTEGER, 2, 3, 7, 0)),
        ("df['r'] = 0\ndf.loc[df['q'] > 5, 'r'] = 1\ny = df['r']", BITS),
        ("df['r'] = 0\ndf['r'][df['q'] > 5] = 1\ny = df['r']", BITS),
        ("df = df.assign(r=df['t'])\ny = df['r']", BITS),
        ("df = df.assign(r=lambda d: (d.q > 5).astype(int))\ny = df['r']", BITS),
        ("df = df.rename(columns={'s': 'r'})\ny = df['r']", IDS),
        ("df.rename(columns={'s': 'r'}, inplace=True)\ny = df['r']", IDS),
        ("df['s'] += 1\ny = df['s']", (INTEGER, None, 1, None, 0)),
        ("df = df.replace({'r': {'no': 0, 'yes': 1}})\ny = df['r']", BITS),
        ("df.replace({'r': {'no': 0, 'yes': 1}}, inplace=True)\ny = df['r']", BITS),
        ("df['r'].replace({'no': 0, 'yes': 1}, inplace=True)\ny = df['r']", BITS),
        ("df = df.replace('?', np.nan)\ny = df['s']", IDS),
        ("df = df.astype({'s': 'float32'})\ny = df['s']", IDS),
        ("df = df.astype('float32')\ny = df['s']", IDS),
        ("df[['p', 'q']] = df[['t', 's']]\ny = df['p']", BITS),
        ("df[['p']] = df[['s']]\ny = df['p']", IDS),
        ("df = pd.get_dummies(df, columns=['u'])\ny = df['s']", IDS),
        ("df = pd.concat([df, pd.get_dummies(df['u'])], axis=1)\ny = df['s']", IDS),
        ("df = pd.concat([df, df])\ny = df['t']", BITS),
        ("df = df.merge(other, on='id')\ny = df['t']", BITS),
        ("df = pd.merge(other, df, on='id')\ny = df['t']", BITS),
    ],
)
def test_a_column_is_what_was_assigned_to_it(facts, code, expected):
    assert facts(ENCODED + code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "df.copy()",
        "df.head(99)",
        "df.sample(frac=1)",
        "df.sample(frac=1).reset_index(drop=True)",
        "df.dropna()",
        "df.dropna().drop_duplicates().fillna(0)",
        "df.drop('id', axis=1)",
        "df.drop(columns=['id'])",
        "df.drop(['a', 'b'], axis='columns')",
        "df.drop(columns=unknown)",
        "df.drop([0, 1])",
        "df.sort_values('id')",
        "df.set_index('id')",
        "df[:100]",
        "df[df['q'] > 5]",
        "df[df['q'].notnull()]",
        "df.loc[df['q'] > 5]",
        "df.loc[10:]",
        "df.iloc[10:]",
        "df.iloc[picked, :]",
        "df.loc[:, 'a':'z']",
        "df[[name for name in names]]",
        "df[['id', 't']]",
        "df.query('q > 5')",
        "df.select_dtypes('number')",
        "pd.DataFrame(df)",
        "sklearn.utils.shuffle(df)",
        "train_test_split(df)[0]",
    ],
)
def test_other_rows_and_other_columns_leave_a_column_as_it_is(facts, code):
    assert facts(f"{ENCODED}made = {code}\ny = made['t']") == BITS


@pytest.mark.parametrize(
    "code",
    [
        "df.dropna(inplace=True)",
        "display(df)",
        "print(df)",
        "import seaborn\nseaborn.countplot(data=df)",
        "df.drop('id', axis=1, inplace=True)",
        "df.reset_index(drop=True, inplace=True)",
        "del df['id']",
        "df['id'] = 0",
        "df.loc[5, 'id'] = 3",
        "for name in ['a', 'b']:\n    df[name] = le.fit_transform(df[name])",
    ],
)
def test_changes_of_other_columns_leave_a_column_as_it_is(facts, code):
    assert facts(f"{ENCODED}{code}\ny = df['t']") == BITS


def test_parts_of_a_split_hold_the_columns(facts):
    code = "train, test = train_test_split(df, test_size=0.2)\ny = test['s']"
    assert facts(ENCODED + code) == IDS


def test_a_split_of_features_and_labels(facts):
    code = "a, b, y, t = train_test_split(df.drop('s', axis=1), df['s'])"
    assert facts(ENCODED + code) == IDS
    assert facts(ENCODED + code, "a") == OPEN
    assert facts(ENCODED + code + "\ny = a['t']") == BITS


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pd.DataFrame({'y': np.random.randint(0, 5, 9)})['y']", (INTEGER, 5, 0, 4, 0)),
        ("pd.DataFrame({'y': [0, 1, 2], 'x': [1.5, 2, 3]}).y", (INTEGER, 3, 0, 2, 0)),
        ("pd.DataFrame({'y': [0, 1, 2]})", (INTEGER, 3, 0, 2, 1)),
        ("pd.DataFrame({'x': [1.5, 2, 3], 'y': [0, 1, 2]}).iloc[:, -1]", (INTEGER, 3, 0, 2, 0)),
        ("pd.DataFrame({'x': [1.5, 2, 3], 'y': [0, 1, 2]}).iloc[:, :1].values", (FLOAT, None, 1.5, 3, 1)),
        ("pd.DataFrame({'x': [1.5, 2, 3], 'y': [0, 1, 2]})", (None, None, None, None, 2)),
        ("pd.DataFrame([0, 1, 2], columns=['y'])['y']", (INTEGER, 3, 0, 2, 0)),
        ("pd.DataFrame(to_categorical([0, 1, 2]))", (ONE_HOT, 3, 0, 1, 3)),
        ("pd.DataFrame(np.random.rand(9, 3), columns=['a', 'b', 'c']).iloc[:, :2]", (FLOAT, None, 0, 1, 2)),
        ("pd.DataFrame(np.random.rand(9, 3), columns=['a', 'b', 'c'])['a']", PLAIN),
        ("pd.DataFrame({'a': [1]}).rename(columns={'a': 'b'}).iloc[:, 0]", (BINARY, 2, 1, 1, 0)),
        ("pd.DataFrame({'a': unknown})['a']", PLAIN),
        ("pd.DataFrame({'a': [0, 1]})['b']", PLAIN),
        ("pd.DataFrame(unknown)['b']", PLAIN),
        ("pd.DataFrame(columns=['a', 'b'])['b']", PLAIN),
    ],
)
def test_frames_made_of_known_columns(facts, code, expected):
    assert facts(f"y = {code}") == expected


@pytest.mark.parametrize(
    "code",
    [
        "df['t'] = unknown",
        "df.t = unknown",
        "df['t'] = df['q']",
        "df['t'] = 'yes'",
        "df[column] = 3",
        "df[column] = le.fit_transform(df[column])",
        "for name in names:\n    df[name] = le.fit_transform(df[name])",
        "for name in df.columns:\n    df[name] = df[name] * 2",
        "df[df < 0] = 0",
        "df.loc[df['q'] > 5, 't'] = 7",
        "df.loc[:, 't'] = unknown",
        "df.loc[:, columns] = 3",
        "df.iloc[:, 3] = 3",
        "df.at[3, 't'] = 9",
        "df.columns = ['a', 't', 'b']",
        "df = df.rename(columns=mapping)",
        "df = df.rename(columns={'q': 't'})",
        "df = df.replace({0: 5, 1: 7})",
        "df = df.apply(lambda column: column + 1)",
        "df = df / 255",
        "df = df * other",
        "df = -df",
        "df = change(df)",
        "df.update(other)",
        "from .cleaning import clean\nclean(df)",
        "import cleaning\ncleaning.clean(df, 3)",
        "df = df.groupby('id').mean()",
        "df = pd.get_dummies(df, columns=['t'])",
        "df = pd.get_dummies(df, columns=columns)",
        "df = pd.concat([df, pd.read_csv('b.csv')])",
        "df = pd.concat([df[['t']], df], axis=1)",
        "df = pd.read_csv('b.csv')",
        "df = pd.DataFrame(preprocessing.MinMaxScaler().fit_transform(df), columns=df.columns)",
        "df['t'].replace({0: 3, 1: 4}, inplace=True)",
        "df['t'][df['q'] > 5] = 2",
        "df = df.pivot_table(index='id')",
    ],
)
def test_a_column_that_may_hold_something_else_is_not_known(value, code):
    found = value(f"{ENCODED}{code}\ny = df['t']")
    assert isinstance(found, Array | UnknownValue | Choice)
    assert None in [one.encoding if isinstance(one, Array) else None for one in leaves(found)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("df.iloc[:, -1]", PLAIN),
        ("df.iloc[:, 3].values", PLAIN),
        ("df.drop('t', axis=1)", OPEN),
        ("df.values", OPEN),
        ("df", OPEN),
        ("df.iloc[0]", PLAIN),
        ("df.loc[:, columns]", OPEN),
        ("df[['s', 't']]", (None, None, None, None, 2)),
        ("df[['s', 't']].values", (None, None, None, None, 2)),
        ("df[column]", OPEN),
        ("df['q']", PLAIN),
        ("df.q", PLAIN),
        ("df.drop('t', axis=1)['q']", PLAIN),
        ("pd.get_dummies(df)", OPEN),
        ("df.name", PLAIN),
        ("df.data", PLAIN),
    ],
)
def test_content_that_no_code_shows_is_plain(facts, code, expected):
    assert facts(f"{ENCODED}y = {code}") == expected


# --- objects that change ----------------------------------------------------------------------------


def test_a_function_changes_the_frame_of_its_caller(facts):
    code = (
        READ + "def prepare(frame):\n    frame['t'] = le.fit_transform(frame['t'])\nprepare(df)\ny = df['t']"
    )
    assert facts(code) == IDS


def test_a_copy_is_a_frame_of_its_own(facts):
    code = READ + "other = df.copy()\nother['t'] = le.fit_transform(df['t'])\ny = df['t']"
    assert facts(code) == PLAIN


def test_copies_by_the_copy_module_are_frames_of_their_own(facts):
    code = READ + "import copy\nother = copy.deepcopy(df)\nother['t'] = le.fit_transform(df['t'])\n"
    assert facts(code + "y = df['t']") == PLAIN
    assert facts(code + "y = other['t']") == IDS


def test_another_name_is_the_same_frame(facts):
    assert facts(READ + "other = df\nother['t'] = le.fit_transform(df['t'])\ny = df['t']") == IDS


def test_rows_picked_from_a_frame_are_another_frame(facts):
    code = READ + "other = df[df['q'] > 5]\nother['t'] = le.fit_transform(other['t'])\ny = df['t']"
    assert facts(code) == PLAIN


def test_frames_in_a_loop_over_several(facts):
    code = (
        READ
        + "df2 = pd.read_csv(path)\nfor one in [df, df2]:\n    one['t'] = one['t'].map({'a': 0, 'b': 1})\n"
    )
    assert facts(code + "y = df['t']") == BITS
    assert facts(code + "y = df2['t']") == BITS


def test_an_attribute_of_an_instance_holds_the_frame(facts):
    code = """
class Data:
    def __init__(self):
        self.df = pd.read_csv(path)
    def encode(self):
        self.df['t'] = preprocessing.LabelEncoder().fit_transform(self.df['t'])
data = Data()
data.encode()
y = data.df['t']
"""
    assert facts(code) == IDS


def test_a_column_that_one_branch_encodes(value):
    found = value(READ + "if flag:\n    df['t'] = le.fit_transform(df['t'])\ny = df['t']")
    assert isinstance(found, Choice)
    assert [one.encoding for one in leaves(found) if isinstance(one, Array)] == [INTEGER, None]


def test_a_column_that_both_branches_encode(value):
    code = "if flag:\n    df['t'] = df['s'] > 3\nelse:\n    df['t'] = le.fit_transform(df['t'])\ny = df['t']"
    found = value(READ + code)
    assert [one.encoding for one in leaves(found) if isinstance(one, Array)] == [BINARY, INTEGER]


def test_a_column_that_one_branch_drops_with_others(facts):
    code = ENCODED + "if flag:\n    df.dropna(inplace=True)\ny = df"
    assert facts(code) == OPEN


def test_deleted_columns_are_gone_from_the_count(value):
    assert value("df = pd.DataFrame({'a': [1], 'b': [2]})\ndel df['a']\ny = len(df.columns)") == Const(1)


def test_entries_deleted_from_dicts_and_lists(value):
    assert value("d = {'a': 1, 'b': 2}\ndel d['a']\ny = len(d)") == Const(1)
    assert value("d = [1, 2, 3]\ndel d[0]\ny = d[0]") == Const(2)


def test_type_of_a_frame(value):
    assert value(READ + "y = isinstance(df, pd.DataFrame)") == Const(True)
    assert value(READ + "y = isinstance(df, dict)") == Const(False)
    assert isinstance(value(READ + "y = isinstance(df['a'], pd.DataFrame)"), UnknownValue)


@pytest.mark.parametrize(
    "code",
    [
        "df[None]",
        "df[...]",
        "df[1.5]",
        "df['a', 'b']",
        "df[['a', 'a']]",
        "df[[]]",
        "df[[True, False]]",
        "df[df]",
        "df[{'a'}]",
        "df[column][rows]",
        "df.loc[()]",
        "df.loc[0, 0, 0]",
        "df.loc[:, None]",
        "df.iloc[:, [0, 1]]",
        "df.iloc[:, ::0]",
        "df.iloc[[0], 99]",
        "pd.DataFrame({'a': [1]}).iloc[:, 7]",
        "pd.DataFrame({'a': [1]}).iloc[:, ::2]",
        "pd.DataFrame({('a', 1): [1], None: 3})",
        "pd.DataFrame()",
        "pd.DataFrame(**options)",
        "pd.DataFrame({'a': pd.DataFrame({'b': [1]})})",
        "pd.concat([])",
        "pd.concat()",
        "pd.concat([df, None, 3], axis=1)",
        "pd.merge()",
        "pd.get_dummies()",
        "df.drop()",
        "df.drop(axis=axis)",
        "df.rename()",
        "df.rename(columns=str.lower)",
        "df.assign(**options)",
        "df.replace()",
        "df.apply()",
        "df.pipe()",
        "df.pop()",
        "df.insert()",
        "df.get()",
        "df.astype()",
        "df.__setitem__()",
        "df.loc.__setitem__('a')",
        "df + df",
        "-df",
        "df == 'a'",
        "np.asarray(df)",
        "list(df)",
        "dict(df)",
        "sum(df)",
        "sorted(df)",
        "df if df else 3",
        "[c for c in df]",
        "df.T",
        "df.groupby('a')['b'].mean()",
        "df.dropna(inplace=flag)",
        "df.columns.tolist()",
        "df.style.bar()",
    ],
)
def test_unusual_expressions_are_read_to_the_end(value, code):
    assert value(f"{ENCODED}made = {code}\ny = 1") == Const(1)


def test_length_of_a_frame(value):
    assert value("y = len(pd.DataFrame({'a': [1, 2, 3]}))") == Const(3)
    assert isinstance(value("y = len(pd.read_csv(path))"), UnknownValue)


# --- identity ---------------------------------------------------------------------------------------


def tokens(value, code):
    made = value(f"{ENCODED}y = ({code})")
    assert isinstance(made, TupleValue)
    return [item.token for item in made.items]


@pytest.mark.parametrize(
    "code",
    ["df['q'], df['q']", "df['q'], df.q", "df['t'], df['t']", "df.drop('t', axis=1)['q'], df['q']"],
)
def test_the_same_column_is_the_same_data(value, code):
    first, second = tokens(value, code)
    assert first == second


@pytest.mark.parametrize(
    "code",
    ["df['q'], df['r']", "df['q'], df[:9]['q']", "df['s'], df['t']", "df.iloc[:, 0], df.iloc[:, 1]"],
)
def test_other_columns_and_rows_are_other_data(value, code):
    first, second = tokens(value, code)
    assert first != second


def test_a_column_assigned_anew_is_other_data(value):
    made = value(READ + "x = df['q']\ndf['q'] = df['q'] * 2\ny = (x, df['q'])")
    assert isinstance(made, TupleValue)
    first, second = (item.token for item in made.items)
    assert first != second


# --- evidence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("pd.read_csv('data/bank_churn.csv')['y']", ["NAME"]),
        ("pd.read_csv('data/bank_churn.csv').drop('y', axis=1).values", ["NAME"]),
        ("pd.read_csv('creditcard.csv').dropna()['Class']", ["KNOWN_DATA"]),
        ("df['Attrition']", ["NAME"]),
        ("df.is_fraud", ["NAME"]),
        ("df['Attrition'].map({'No': 0, 'Yes': 1})", ["NAME"]),
        ("train_test_split(df['Attrition'])[0]", ["NAME"]),
        ("df[['Attrition']]", ["NAME"]),
        ("df['price']", []),
        ("df['attribution']", []),
        ("df.drop('Attrition', axis=1)", []),
        ("pd.read_csv('data/houses.csv')['y']", []),
        ("pd.read_csv(churn)['y']", []),
    ],
)
def test_evidence_by_names(value, code, kinds):
    found = value(f"{READ}y = {code}")
    assert isinstance(found, Array)
    assert [sign.kind for sign in found.evidence] == [EvidenceKind[kind] for kind in kinds]


def test_a_column_encoded_in_place_keeps_its_name_as_evidence_once(value):
    found = value(READ + "df['Churn'] = le.fit_transform(df['Churn'])\ny = df['Churn'].values")
    assert [sign.text for sign in found.evidence] == ["the column `Churn`"]
