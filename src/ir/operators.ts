/** The sorts that a subterm can have. */
export type Sort = 'Pred' | 'Scorer' | 'Selector' | 'Xform' | 'FailPlan' | 'Policy'

/** The sorts of parameters, which are carried in the term as plain values. */
export type ParamSort =
  | 'Num'
  | 'Count'
  | 'Rel'
  | 'NumField'
  | 'BoolField'
  | 'Tier'
  | 'Name'
  | 'Scalar'
  | 'Action'
  | 'Recipe'
  | 'Chain'

/** Laws of an operation that takes any number of arguments of one sort. */
export interface Variadic {
  readonly of: Sort
  /** Commutative: the normal form sorts the arguments. */
  readonly commutative: boolean
  /** Dropped from the arguments; what remains of none. */
  readonly unit: string
  /** An argument that swallows the others. */
  readonly absorb?: string
}

export interface Operator {
  readonly out: Sort
  /** The sorts of the arguments in order, or the laws of a variadic operation. */
  readonly in: readonly (Sort | ParamSort)[] | Variadic
  readonly doc: string
  readonly example: readonly unknown[]
}

/**
 * Every operation of `sigma-pol/v2`. Append only: the order of rows, their names and their sorts
 * are the wire format. The checker, the normalizer, the encoder, the reference page and the
 * kernels are driven by this table; a kernel record that lacks a row does not compile.
 */
// biome-ignore format: table
export const OPERATORS = {
  top:           { out: 'Pred', in: [], doc: 'Always holds.', example: ['top'] },
  bot:           { out: 'Pred', in: [], doc: 'Never holds.', example: ['bot'] },
  and:           { out: 'Pred', in: { of: 'Pred', commutative: true, unit: 'top', absorb: 'bot' }, doc: 'Holds when every argument holds. The first that fails, in normal form order, gives the reason.', example: ['and', ['meets_req'], ['is', 'no_log']] },
  or:            { out: 'Pred', in: { of: 'Pred', commutative: true, unit: 'bot', absorb: 'top' }, doc: 'Holds when some argument holds.', example: ['or', ['tier_eq', 'partner'], ['is', 'no_log']] },
  not:           { out: 'Pred', in: ['Pred'], doc: 'Holds when the argument does not.', example: ['not', ['is', 'disabled']] },
  meets_req:     { out: 'Pred', in: [], doc: 'The candidate satisfies what the request needs.', example: ['meets_req'] },
  scope_matches: { out: 'Pred', in: [], doc: 'The candidate has no scope, or the scope of the request.', example: ['scope_matches'] },
  is:            { out: 'Pred', in: ['BoolField'], doc: 'The field is anything but false or absent.', example: ['is', 'has_tee'] },
  cmp:           { out: 'Pred', in: ['NumField', 'Rel', 'Num'], doc: 'The field, or its default when absent, stands in the relation to the number.', example: ['cmp', 'price_out', 'le', 25] },
  tier_eq:       { out: 'Pred', in: ['Tier'], doc: 'The tier of the candidate is this one.', example: ['tier_eq', 'partner'] },
  min_tier:      { out: 'Pred', in: ['Tier'], doc: 'The tier of the candidate is this one or a higher one.', example: ['min_tier', 'marketplace'] },
  family_eq:     { out: 'Pred', in: ['Name'], doc: 'The model family is this one.', example: ['family_eq', 'gpt-5-nano'] },
  provider_eq:   { out: 'Pred', in: ['Name'], doc: 'The provider is this one.', example: ['provider_eq', 'openai'] },
  served_by_eq:  { out: 'Pred', in: ['Name'], doc: 'The peer that serves the offer, else the provider, is this one.', example: ['served_by_eq', 'openai'] },
  has_cap:       { out: 'Pred', in: ['Name'], doc: 'The capability is anything but false or absent.', example: ['has_cap', 'supports_tools'] },

  zero:          { out: 'Scorer', in: [], doc: '0 for every candidate.', example: ['zero'] },
  add:           { out: 'Scorer', in: { of: 'Scorer', commutative: true, unit: 'zero' }, doc: 'The sum, taken in normal form order.', example: ['add', ['field', 'price_in'], ['field', 'price_out']] },
  scale:         { out: 'Scorer', in: ['Num', 'Scorer'], doc: 'The score times the number.', example: ['scale', -1, ['field', 'price_out']] },
  gate:          { out: 'Scorer', in: ['Pred', 'Scorer'], doc: 'The score where the predicate holds, else 0.', example: ['gate', ['is', 'no_log'], ['lit', 1]] },
  neg:           { out: 'Scorer', in: ['Scorer'], doc: '1 minus the score.', example: ['neg', ['normalize', ['field', 'price_out']]] },
  normalize:     { out: 'Scorer', in: ['Scorer'], doc: 'Min-max over the survivors with both ends pinned; a flat population gives 0.', example: ['normalize', ['field', 'context']] },
  clamp:         { out: 'Scorer', in: ['Num', 'Num', 'Scorer'], doc: 'The score, no lower than the first number and no higher than the second.', example: ['clamp', 0, 600000, ['field', 'latency_ms']] },
  field:         { out: 'Scorer', in: ['NumField'], doc: 'The field, or its default when absent.', example: ['field', 'context'] },
  lit:           { out: 'Scorer', in: ['Num'], doc: 'The number for every candidate.', example: ['lit', 1] },

  argmax:        { out: 'Selector', in: [], doc: 'Highest score first; ties keep their order.', example: ['argmax'] },
  ordered:       { out: 'Selector', in: [], doc: 'The order of the candidates, whatever their scores.', example: ['ordered'] },
  sample:        { out: 'Selector', in: ['Num'], doc: 'A seeded draw without replacement, weighted by rank: 0 is argmax, large is uniform.', example: ['sample', 0.5] },
  chain:         { out: 'Selector', in: ['Chain'], doc: 'The listed candidates in the listed order; others are dropped.', example: ['chain', [{ provider: 'openai', model: 'gpt-5-nano' }]] },
  top_k:         { out: 'Selector', in: ['Count', 'Selector'], doc: 'The first few of the inner order.', example: ['top_k', 3, ['argmax']] },

  id:            { out: 'Xform', in: [], doc: 'The request as it is.', example: ['id'] },
  seq:           { out: 'Xform', in: { of: 'Xform', commutative: false, unit: 'id' }, doc: 'One transform after another.', example: ['seq', ['set_param', 'temperature', 0.2], ['inject_seed', 'seed']] },
  set_param:     { out: 'Xform', in: ['Name', 'Scalar'], doc: 'Sets a request parameter; the text `from_ctx` stands for the seed of the request.', example: ['set_param', 'temperature', 0.2] },
  inject_seed:   { out: 'Xform', in: ['Name'], doc: 'Sets a request parameter to the seed of the request, or removes it when there is none.', example: ['inject_seed', 'seed'] },
  clamp_param:   { out: 'Xform', in: ['Name', 'Num', 'Num'], doc: 'Keeps a numeric request parameter between two numbers.', example: ['clamp_param', 'temperature', 0, 1] },
  jitter:        { out: 'Xform', in: ['Name', 'Num'], doc: 'Moves a request parameter by at most the number, drawn from a stream seeded by its name.', example: ['jitter', 'temperature', 0.1] },
  filter_text:   { out: 'Xform', in: ['Recipe'], doc: 'Asks the host to filter the text of the request.', example: ['filter_text', ['NFKC']] },
  filter_image:  { out: 'Xform', in: ['Recipe'], doc: 'Asks the host to filter the images of the request.', example: ['filter_image', ['strip_exif']] },
  custom:        { out: 'Xform', in: ['Name'], doc: 'A transform that the host registered under the name.', example: ['custom', 'redact'] },
  when:          { out: 'Xform', in: ['Pred', 'Xform'], doc: 'The transform, for candidates where the predicate holds.', example: ['when', ['is', 'no_log'], ['set_param', 'store', false]] },

  always:        { out: 'FailPlan', in: ['Action'], doc: 'The action for every failure.', example: ['always', { action: 'next_candidate' }] },
  override:      { out: 'FailPlan', in: ['FailPlan', 'Name', 'Action'], doc: 'Another action for one reason; `unknown` replaces the base.', example: ['override', ['always', { action: 'next_candidate' }], 'content_filter', { action: 'abort' }] },

  policy:        { out: 'Policy', in: ['Pred', 'Scorer', 'Selector', 'Xform', 'FailPlan'], doc: 'Filter, score, order, transform, and what to do on failure.', example: ['policy', ['meets_req'], ['zero'], ['argmax'], ['id'], ['always', { action: 'next_candidate' }]] },

  prefer:        { out: 'Selector', in: ['Pred', 'Selector'], doc: 'Of the inner order, those for which the predicate holds first; scores are untouched.', example: ['prefer', ['provider_eq', 'openai'], ['argmax']] },
} as const satisfies Record<string, Operator>

export type OperatorName = keyof typeof OPERATORS

/** The operation of that name, or undefined; `constructor` is a name like any other. */
export function operatorOf(name: string): Operator | undefined {
  return BY_NAME.get(name)
}

const BY_NAME: ReadonlyMap<string, Operator> = new Map(Object.entries(OPERATORS))

const SUBTERM_SORTS: ReadonlySet<string> = new Set<Sort>([
  'Pred',
  'Scorer',
  'Selector',
  'Xform',
  'FailPlan',
  'Policy',
])

/** True for a sort whose positions hold subterms. */
export function isSubtermSort(sort: Sort | ParamSort): sort is Sort {
  return SUBTERM_SORTS.has(sort)
}

export function isVariadic(input: Operator['in']): input is Variadic {
  return !Array.isArray(input)
}

/** The sort of the argument at `index`, which counts from 1; undefined beyond the last. */
export function argumentSort(operator: Operator, index: number): Sort | ParamSort | undefined {
  return isVariadic(operator.in) ? operator.in.of : operator.in[index - 1]
}

/** True where the argument at `index` is a subterm. */
export function isSubtermAt(operator: Operator, index: number): boolean {
  const sort = argumentSort(operator, index)
  return sort !== undefined && isSubtermSort(sort)
}
