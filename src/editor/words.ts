import type { REASONS } from '../compile/check/check-fail-plan.ts'
import type { Subject } from '../compile/resolve/subjects.ts'
import type { ReservedWord } from '../syntax/tokens.ts'

/** What the reserved words say, in a sentence for people. */
// biome-ignore format: table
export const WORD_DOCS: Readonly<Record<ReservedWord, string>> = {
  after:     'How long to wait before each further attempt; the last wait holds for the rest.',
  and:       'Both conditions hold. Binds closer than `or`.',
  any:       'Any model will do: the order of the catalog decides.',
  anything:  'Holds for every model.',
  apply:     'Runs a transform that the host registered.',
  as:        'Gives what is imported another name here.',
  ask:       'A step of a flow: a call that a policy chooses the model of.',
  because:   'The part of the filter that is to reject the route.',
  best:      'Ranks by `quality`, or with `by` by another field.',
  between:   'Within two bounds, both ends included.',
  by:        'Names what is ranked by, or by how much a value may stray.',
  cheapest:  'Ranks by blended price, three tokens in to one out; `for 4k in, 800 out` says another mix.',
  cool:      'How long no call goes to the route after that failure.',
  disable:   '`disable provider`: no more calls to it until somebody enables it.',
  else:      'The arm for every value that has none of its own.',
  enabled:   'The provider is not disabled.',
  extends:   'Takes all that another policy says, and narrows it.',
  fallback:  'What follows a failed call where no `on` says otherwise.',
  false:     'The flag is not set.',
  fastest:   'Ranks by the time to the first token; routes not measured yet come last.',
  filter:    'Cleans the text or the images of the request.',
  fits:      'The route can do what the request asks for.',
  flow:      'Calls that feed one another, from the input to one answer.',
  for:       'The tokens of a request that `cheapest` compares by.',
  from:      '`from request`: taken from the seed of the request.',
  has:       'The model has a capability, as `has tools`.',
  healthy:   'The circuit breaker of the route is not open.',
  if:        'The score counts only where the condition holds, else 0.',
  implies:   'Whatever passes the policy passes the condition.',
  in:        'One of a list; or `in order [...]`, the routes in exactly this order.',
  is:        'Compares a name: `provider is openai`.',
  jitter:    'Lets a parameter of the request stray at random.',
  keeps:     '`keeps at least N`: so many routes pass the filter.',
  known:     'The catalog knows the field of this model.',
  let:       'Gives a condition, a score or a constant a name.',
  limit:     'Keeps a parameter of the request within a range.',
  match:     'One value for each value of a parameter.',
  never:     '`never picks`: the route is not the one tried first.',
  next:      'The next candidate is tried.',
  not:       'The condition does not hold. A model of which the field is unknown passes neither way.',
  nothing:   'Holds for no model.',
  on:        'What follows one kind of failure.',
  or:        'One of the conditions holds. Binds weaker than `and`.',
  orders:    'The routes are tried in this order.',
  picks:     'The route is the one tried first.',
  policy:    'Says which models pass, which is better, and what follows a failure.',
  prefer:    'Those for which the condition holds come first, whatever their score.',
  prove:     'Claims that whatever passes a policy passes a condition.',
  rank:      '`rank by`: the higher the score, the earlier the model.',
  rejects:   'The route does not pass the filter.',
  retry:     'The same route is tried again, so many times at most.',
  return:    'The step whose answer is the answer of the flow.',
  same:      '`same model elsewhere`: the same model from another provider.',
  sample:    'Draws by score instead of taking the best; the higher the temperature, the more evenly.',
  seed:      'Gives the request the seed of the decision.',
  select:    '`select term [...]`: the whole order as a raw term.',
  set:       'Sets a parameter of the request.',
  stop:      'The call fails: nothing more is tried.',
  take:      'Tries no more than so many candidates.',
  template:  'How the inputs of a step become its prompt: `$1`, `$2`, …',
  term:      'A raw term of the wire format.',
  test:      'What is expected of policies over a catalog.',
  // biome-ignore lint/suspicious/noThenProperty: a word of the language; nobody awaits the table
  then:      'What follows when all attempts failed.',
  timeout:   'How long a call may take, and with `first token` until it begins to answer.',
  to:        'The range to keep within.',
  top:       '`top 5 by quality`: among the best so many of the catalog.',
  true:      'The flag is set.',
  uh:        'The edition of the language.',
  unguarded: 'Leaves out what every policy demands: that the route fits the request, is enabled and is tried healthy first.',
  use:       'Imports a `let` or a policy from another file.',
  when:      'Changes the request only where a condition holds of the model.',
  where:     'A condition that every model has to meet. Several add up.',
  with:      'What a step is given: `input`, or the answers of other steps.',
}

/** Why a call can fail. */
// biome-ignore format: table
export const REASON_DOCS: Readonly<Record<(typeof REASONS)[number], string>> = {
  rate_limit:         'Too many requests for this key or route.',
  timeout:            'The call took longer than it may.',
  server_error:       'The provider answered with an error of its own.',
  auth_error:         'The provider does not accept the key.',
  bad_request:        'The provider says that the request is wrong; so would every other.',
  content_filter:     'The provider declines to answer this content.',
  bad_response:       'The answer cannot be read.',
  model_unavailable:  'The provider does not serve the model now.',
  network_error:      'The provider was not reached.',
  context_overflow:   'The request is longer than the context of the model.',
  stream_interrupted: 'The answer broke off after it had begun.',
  payment_required:   'The credit at the provider is used up.',
  unknown:            'Any other failure.',
}

/** What routes are told apart by. */
export const SUBJECT_DOCS: Readonly<Record<Subject, string>> = {
  provider: 'Who serves the model.',
  family: 'The model, whoever serves it.',
  tier: 'How far the provider is trusted. Tiers have an order.',
  served_by: 'The peer that serves the model, where the provider is a market; else the provider.',
}

/** What is called with parentheses in a score. */
export const FUNCTION_DOCS: ReadonlyMap<string, { readonly form: string; readonly doc: string }> =
  new Map([
    [
      'norm',
      {
        form: 'norm(score)',
        doc: 'The score scaled to 0..1 over the models that pass: 1 is the highest of them.',
      },
    ],
    ['clamp', { form: 'clamp(score, low, high)', doc: 'The score, kept within the two bounds.' }],
  ])
