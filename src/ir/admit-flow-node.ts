import { nearestName } from '../base/nearest-name.ts'
import { ok, type Result } from '../base/result.ts'
import type { Admission } from './admission.ts'
import { admitTerm } from './admit.ts'
import { admitList } from './admit-list.ts'
import { admitText } from './admit-text.ts'
import { describeValue, quote } from './describe-value.ts'
import type { FlowNode, LlmNode } from './flow.ts'
import { MAX_FLOW_INPUTS } from './limits.ts'
import { isPlainArray, lengthOf, plainEntries } from './plain-data.ts'
import { inside, memberStep, type Refused, refuse, refuseName } from './refuse.ts'
import { SORT_NAMES } from './sort-names.ts'
import type { Refusal, Term } from './term.ts'

export interface FlowAdmission {
  /** For the policies of the nodes. */
  readonly terms: Admission
  /** For ids and prompts, which are bounded by the size of the request alone. */
  readonly prose: Admission
  /** Policies admitted before, by the value they were made from. */
  readonly policies: Map<unknown, Term>
}

/** One node of a flow by itself: its id, its kind, its keys and what they hold. */
export function admitFlowNode(
  id: string,
  value: unknown,
  admission: FlowAdmission,
): Result<FlowNode, Refusal> {
  const label = admitText(id, admission.prose)
  if (!label.ok) return label
  const entries = plainEntries(value)
  if (entries === undefined) {
    return refuse(
      'UH8019',
      `expected a node, a record with a \`kind\`, found ${describeValue(value)}`,
    )
  }
  const members: Members = new Map(entries)
  const kind = KINDS.find((name) => name === members.get('kind'))
  if (kind === undefined) return inside('.kind', kindFault(members.get('kind')))
  const stranger = strangerFault(members, kind)
  if (stranger !== undefined) return stranger
  const inputs = admitInputs(members.get('inputs'), kind, admission)
  if (!inputs.ok) return inside('.inputs', inputs)
  if (kind === 'input') return ok({ kind })
  if (kind === 'llm') return admitLlm(members, inputs.value, admission)
  const [input = ''] = inputs.value
  return ok({ kind, inputs: [input] })
}

type Members = ReadonlyMap<string, unknown>

type Kind = FlowNode['kind']

const KINDS = ['input', 'llm', 'output'] as const satisfies readonly Kind[]

const SHAPES: Readonly<Record<Kind, Shape>> = {
  input: { keys: ['kind', 'inputs'], least: 0, most: 0, takes: 'the input takes no inputs' },
  llm: {
    keys: ['kind', 'inputs', 'system', 'template', 'policy'],
    least: 1,
    most: MAX_FLOW_INPUTS,
    takes: `a node takes 1 to ${MAX_FLOW_INPUTS} inputs`,
  },
  output: {
    keys: ['kind', 'inputs'],
    least: 1,
    most: 1,
    takes: 'the output takes exactly 1 input',
  },
}

interface Shape {
  readonly keys: readonly string[]
  /** Fewest and most inputs. */
  readonly least: number
  readonly most: number
  readonly takes: string
}

function kindFault(kind: unknown): Refused {
  const wanted = `one of ${KINDS.join(' ')}`
  if (typeof kind !== 'string') {
    return refuse('UH8019', `expected ${wanted}, found ${describeValue(kind)}`)
  }
  return refuseName('UH8019', `${quote(kind)} is not ${wanted}`, nearestName(kind, KINDS))
}

/** Nothing of a node may be ignored: two flows that differ in it would be one. */
function strangerFault(members: Members, kind: Kind): Refused | undefined {
  const { keys } = SHAPES[kind]
  const stranger = [...members.keys()].find((key) => !keys.includes(key))
  if (stranger === undefined) return undefined
  const message = `${quote(stranger)} is not a key of an ${kind} node`
  return inside(memberStep(stranger), refuseName('UH8019', message, nearestName(stranger, keys)))
}

function admitInputs(
  value: unknown,
  kind: Kind,
  { prose }: FlowAdmission,
): Result<readonly string[], Refusal> {
  const { least, most, takes } = SHAPES[kind]
  if (value === undefined && least === 0) return ok([])
  if (value === undefined) return refuse('UH8020', `${takes}, found none`)
  if (!isPlainArray(value)) {
    return refuse('UH8019', `expected an array of node ids, found ${describeValue(value)}`)
  }
  const found = lengthOf(value)
  if (found < least || found > most) return refuse('UH8020', `${takes}, found ${found || 'none'}`)
  return admitList(value, prose, admitText)
}

function admitLlm(
  members: Members,
  inputs: readonly string[],
  admission: FlowAdmission,
): Result<LlmNode, Refusal> {
  const system = admitText(members.get('system'), admission.prose)
  if (!system.ok) return inside('.system', system)
  const policy = admitPolicy(members.get('policy'), admission)
  if (!policy.ok) return inside('.policy', policy)
  const node = { kind: 'llm', system: system.value, policy: policy.value, inputs } as const
  if (!members.has('template')) return ok(node)
  const template = admitText(members.get('template'), admission.prose)
  return template.ok ? ok({ ...node, template: template.value }) : inside('.template', template)
}

function admitPolicy(value: unknown, { terms, policies }: FlowAdmission): Result<Term, Refusal> {
  const known = policies.get(value)
  if (known !== undefined) return ok(known)
  const outcome = admitTerm(value, terms)
  if (!outcome.ok) return outcome
  const { sort, term } = outcome.value
  if (sort !== 'Policy') {
    return refuse('UH8004', `expected a policy, found ${quote(term[0])}, ${SORT_NAMES[sort]}`)
  }
  policies.set(value, term)
  return ok(term)
}
