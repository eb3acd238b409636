import { keyword, RESERVED_WORDS, SIGNS } from '../tokens.ts'

/** The grammar that editors colour text by, as TextMate and those after it read it. */
export function textMate(): string {
  return `${JSON.stringify(textMateGrammar(), null, 2)}\n`
}

/** A pattern of Oniguruma, of the part of it that JavaScript reads alike. */
export interface TextMatePattern {
  readonly name?: string
  readonly match: string
  readonly captures?: Readonly<Record<string, { readonly name: string }>>
}

export interface TextMateGrammar {
  readonly name: string
  readonly scopeName: string
  readonly fileTypes: readonly string[]
  /** At each place the first that matches there counts. */
  readonly patterns: readonly TextMatePattern[]
}

function textMateGrammar(): TextMateGrammar {
  return {
    name: 'unhardcoded policy',
    scopeName: 'source.uh',
    fileTypes: ['uh'],
    patterns: [...COMMENTS, ...QUOTED, ...names(), ...words(), NUMBER, ...signs()],
  }
}

const IDENTIFIER = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*`
const NAME = `${IDENTIFIER}|\`(?:[^\`\\\\]|\\\\.)+\``

const COMMENTS: readonly TextMatePattern[] = [
  { name: 'comment.line.documentation.uh', match: '##.*$' },
  { name: 'comment.line.number-sign.uh', match: '#.*$' },
]

const QUOTED: readonly TextMatePattern[] = [
  { name: 'string.quoted.double.uh', match: String.raw`"(?:[^"\\]|\\.)*"` },
]

/** Where a name is given, and where words are names though they are reserved elsewhere. */
function names(): readonly TextMatePattern[] {
  return [
    defines('policy|flow', 'entity.name.function.uh'),
    defines('let', 'variable.other.constant.uh'),
    {
      match: String.raw`\b(extends)\s+(${NAME})`,
      captures: { 1: scope('keyword.control.uh'), 2: scope('entity.other.inherited-class.uh') },
    },
    {
      match: String.raw`\b(has|on|set|limit|jitter|seed)\s+(${NAME})`,
      captures: { 1: scope('keyword.control.uh'), 2: scope('variable.parameter.uh') },
    },
    {
      match: String.raw`\b(is)\s+(not\s+)?(${NAME})`,
      captures: {
        1: scope('keyword.operator.word.uh'),
        2: scope('keyword.operator.word.uh'),
        3: scope('constant.other.symbol.uh'),
      },
    },
    {
      match: String.raw`\b(match)\s+(${NAME})`,
      captures: { 1: scope('storage.type.uh'), 2: scope('variable.parameter.uh') },
    },
    { name: 'variable.parameter.uh', match: String.raw`(?<![\w.])(?:${NAME})(?=\s*:)` },
    { name: 'support.function.uh', match: String.raw`(?<![\w.])(?:norm|clamp)(?=\s*\()` },
  ]
}

function defines(words: string, name: string): TextMatePattern {
  return {
    match: String.raw`(?<![\w.])(${words})\s+(${NAME})`,
    captures: { 1: scope('storage.type.uh'), 2: scope(name) },
  }
}

/** Words that are operators, values, or begin a declaration; all others begin or join clauses. */
// biome-ignore format: table
const WORD_SCOPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['keyword.operator.word.uh', ['and', 'or', 'not', 'in', 'is', 'between', 'if', 'implies']],
  ['constant.language.uh', ['true', 'false', 'anything', 'nothing', 'healthy', 'fits', 'enabled']],
  ['storage.type.uh', ['policy', 'flow', 'let', 'use', 'prove', 'test', 'match', 'uh']],
])

/** Words that are reserved nowhere, but begin or end a phrase that nothing else can be. */
const PHRASES = [
  ...['same\\s+model\\s+elsewhere', 'disable\\s+provider', 'first\\s+token', 'at\\s+least'],
  ...['from\\s+request', 'filter\\s+(?:text|image)', 'in\\s+(?:catalog\\s+)?order'],
]

function words(): readonly TextMatePattern[] {
  const special = [...WORD_SCOPES.values()].flat()
  const control = RESERVED_WORDS.filter((word) => !special.includes(word))
  return [
    { name: 'constant.language.uh', match: whole('in\\s+scope|null') },
    { name: 'keyword.control.uh', match: whole(PHRASES.join('|')) },
    ...[...WORD_SCOPES].map(([name, each]) => ({ name, match: whole(each.join('|')) })),
    { name: 'keyword.control.uh', match: whole([...control, keyword.out.name].join('|')) },
    { name: 'variable.other.uh', match: `(?<![\\w.])(?:${NAME})` },
  ]
}

/** A word that is not a part of a longer name. */
function whole(words: string): string {
  return String.raw`(?<![\w.])(?:${words})(?!\w|\.[A-Za-z_])`
}

const NUMBER: TextMatePattern = {
  match: String.raw`(\$)?([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(%|\/(?:Mtok|ktok|tok)\b| tok\/s\b|(?:ms|s|m|h|k|Ki|Mi|M)\b)?`,
  captures: {
    1: scope('keyword.other.unit.uh'),
    2: scope('constant.numeric.uh'),
    3: scope('keyword.other.unit.uh'),
  },
}

/** A longer sign comes before its beginning. */
function signs(): readonly TextMatePattern[] {
  const images = SIGNS.map(({ LABEL = '' }) => LABEL)
  const escaped = (each: readonly string[]) =>
    each.map((image) => image.replace(/[^\w]/g, String.raw`\$&`)).join('|')
  const operators = images.filter((image) => !PUNCTUATION.includes(image))
  return [
    { name: 'keyword.operator.uh', match: escaped(operators) },
    { name: 'punctuation.uh', match: escaped(PUNCTUATION) },
  ]
}

const PUNCTUATION = ['(', ')', '[', ']', '{', '}', ',', ':']

function scope(name: string): { readonly name: string } {
  return { name }
}
