import { ok, type Result } from '../../base/result.ts'
import { admit } from '../../ir/admit.ts'
import { admitFlow } from '../../ir/admit-flow.ts'
import type { Flow } from '../../ir/flow.ts'
import { normalize } from '../../ir/normalize.ts'
import { normalizeFlow } from '../../ir/normalize-flow.ts'
import { isPlainArray, lengthOf, ownValue, plainEntries } from '../../ir/plain-data.ts'
import type { Refusal, Term } from '../../ir/term.ts'
import type { Vocabulary } from '../../ir/vocabulary.ts'

/** What is to be written: everything in normal form. */
export interface DecompileInput {
  readonly policies: readonly NamedPolicy[]
  readonly flows: readonly NamedFlow[]
}

export interface NamedPolicy {
  /** Undefined for a policy that was given alone. */
  readonly name: string | undefined
  readonly term: Term
}

export interface NamedFlow {
  readonly name: string
  readonly flow: Flow
}

/** Takes a policy term, a flow term, or a compile output apart. */
export function readInput(input: unknown, vocabulary: Vocabulary): Result<DecompileInput, Refusal> {
  if (!isPlainArray(input)) {
    const members = plainEntries(input)
    return members === undefined
      ? readPolicy(input, vocabulary, '$')
      : readOutput(new Map(members), vocabulary)
  }
  if (ownValue(input, 0) !== 'flow') return readPolicy(input, vocabulary, '$')
  const flow = admitFlow(input, vocabulary)
  if (!flow.ok) return flow
  return ok({ policies: [], flows: [{ name: 'main', flow: normalizeFlow(flow.value) }] })
}

function readPolicy(
  input: unknown,
  vocabulary: Vocabulary,
  at: string,
): Result<DecompileInput, Refusal> {
  const admitted = admit(input, vocabulary)
  if (!admitted.ok) return refused(at, admitted.error)
  const { sort, term } = admitted.value
  if (sort !== 'Policy') {
    return refuse(at, `expected a policy or a flow, found \`${term[0]}\``)
  }
  return ok({ policies: [{ name: undefined, term: normalize(term) }], flows: [] })
}

/** `{ policies: [{ name, policy_ir }], flows: [{ name, flow_ir }] }` */
function readOutput(
  members: ReadonlyMap<string, unknown>,
  vocabulary: Vocabulary,
): Result<DecompileInput, Refusal> {
  const policies: NamedPolicy[] = []
  const flows: NamedFlow[] = []
  const entries = [
    ...entriesOf(members.get('policies'), '$.policies'),
    ...entriesOf(members.get('flows'), '$.flows'),
  ]
  if (entries.length === 0) {
    return refuse('$', 'expected a policy, a flow, or a compile output with `policies` or `flows`')
  }
  const taken = new Set<string>()
  for (const { at, entry } of entries) {
    const name = freeName(entry.get('name'), taken)
    if (entry.has('flow_ir')) {
      const flow = admitFlow(entry.get('flow_ir'), vocabulary)
      if (!flow.ok) return refused(`${at}.flow_ir`, flow.error)
      flows.push({ name, flow: normalizeFlow(flow.value) })
      continue
    }
    const policy = readPolicy(entry.get('policy_ir'), vocabulary, `${at}.policy_ir`)
    if (!policy.ok) return policy
    policies.push(...policy.value.policies.map(({ term }) => ({ name, term })))
  }
  return ok({ policies, flows })
}

interface Entry {
  readonly at: string
  readonly entry: ReadonlyMap<string, unknown>
}

function entriesOf(list: unknown, at: string): readonly Entry[] {
  if (!isPlainArray(list)) return []
  return Array.from({ length: lengthOf(list) }, (_, i) => ({
    at: `${at}[${i}]`,
    entry: new Map(plainEntries(ownValue(list, i)) ?? []),
  }))
}

/** A name that nothing else has; a number is put behind one that comes again. */
function freeName(wanted: unknown, taken: Set<string>): string {
  const base = typeof wanted === 'string' && wanted !== '' ? wanted : 'policy_1'
  let name = base
  for (let i = 2; taken.has(name); i++) name = `${base}_${i}`
  taken.add(name)
  return name
}

function refuse(path: string, message: string): Result<never, Refusal> {
  return { ok: false, error: { code: 'UH8001', path, message } }
}

function refused(at: string, { path, ...refusal }: Refusal): Result<never, Refusal> {
  return { ok: false, error: { ...refusal, path: at + path.replace(/^\$/, '') } }
}
