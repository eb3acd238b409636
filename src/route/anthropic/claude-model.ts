/** What a model of Anthropic takes of the members that not all of them take. */
export interface ClaudeModel {
  /**
   * `budget`: so many tokens of thinking. `adaptive`: the model decides, and `effort` guides it;
   * those with a budget refuse the one, those without refuse the other.
   */
  readonly thinking: 'none' | 'budget' | 'adaptive'
  /** Whether thinking can be switched off where it is adaptive. */
  readonly canRest: boolean
  /** How many of `temperature` and `top_p` a request may hold: newer models take neither. */
  readonly sampling: 'both' | 'one' | 'none'
  readonly takesSchema: boolean
  readonly highestEffort: 'high' | 'max'
}

/**
 * The traits of a model by the id under which it is served, dated or not, with the prefixes of
 * Bedrock and Vertex too. What is newer than this table, and what has no version that can be read,
 * counts as the newest: a wrong guess is refused upstream with a 400 and nothing is spent.
 */
export function claudeModel(id: string): ClaudeModel {
  const version = versionOf(id)
  const traits = TRAITS.find(({ below }) => version < below) ?? NEWEST
  return { ...traits, canRest: !ALWAYS_THINKING.test(id) }
}

interface Traits extends Omit<ClaudeModel, 'canRest'> {
  /** Models of a lower version than this one, in hundredths: 4.5 is 405. */
  readonly below: number
}

/** After the migration guides and the pages on effort, thinking and structured outputs. */
// biome-ignore format: table
const TRAITS: readonly Traits[] = [
  { below: 307, thinking: 'none',     sampling: 'both', takesSchema: false, highestEffort: 'high' },
  { below: 401, thinking: 'budget',   sampling: 'both', takesSchema: false, highestEffort: 'high' },
  { below: 405, thinking: 'budget',   sampling: 'one',  takesSchema: false, highestEffort: 'high' },
  { below: 406, thinking: 'budget',   sampling: 'one',  takesSchema: true,  highestEffort: 'high' },
  { below: 407, thinking: 'adaptive', sampling: 'one',  takesSchema: true,  highestEffort: 'high' },
]

const NEWEST: Omit<Traits, 'below'> = {
  thinking: 'adaptive',
  sampling: 'none',
  takesSchema: true,
  highestEffort: 'max',
}

const ALWAYS_THINKING = /claude-(?:fable|mythos)/

/** `claude-opus-4-5-20251101` is 405, `claude-sonnet-4-20250514` is 400, `claude-3-7-sonnet` 307. */
function versionOf(id: string): number {
  const [, major, minor = '0'] = VERSION.exec(id) ?? []
  return major === undefined ? Number.POSITIVE_INFINITY : Number(major) * 100 + Number(minor)
}

const VERSION = /claude-(?:[a-z]{1,16}-)?(\d{1,2})(?!\d)(?:[-.](\d{1,2})(?!\d))?/
