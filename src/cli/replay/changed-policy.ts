import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { analyse, compile } from '../../compile/index.ts'
import type { Term } from '../../ir/index.ts'
import type { RecordedPolicy, Unjudged } from '../../trace/what-if/index.ts'
import type { Failure } from '../failure.ts'
import { isTermText, termPolicy } from '../policy/one-policy.ts'
import type { Parameters } from '../policy/parameters.ts'
import type { AskedPolicy, AskedText } from './asked-change.ts'

/** The policy that was asked for, in place of a recorded one and with the values that it had. */
export function policyInstead(
  asked: AskedPolicy,
  params: Parameters,
  recorded: RecordedPolicy,
): Term | Unjudged {
  const { vocabulary, record } = recorded
  if (isTermText(asked)) {
    const policy = termPolicy(asked, vocabulary)
    return policy.ok ? policy.value.term : { why: failureText(asked.name, policy.error) }
  }
  const files = { main: asked, used: asked.used }
  const analysed = analyse(asked, { vocabulary, load: loadFrom(files.used) })
  if (analysed.value === undefined) return uncompiled(asked.name, analysed.diagnostics)
  const { policies } = analysed.value.program
  const named = policies.find(({ definition }) => definition.name === recorded.name)
  const [only, ...others] = policies
  const chosen = named ?? (others.length === 0 ? only : undefined)
  if (chosen === undefined) return { why: noSuchPolicy(asked.name, recorded.name) }
  const own = Object.entries(record?.params ?? {}).filter(([name]) => chosen.params.has(name))
  const given = { ...Object.fromEntries(own), ...params }
  return compiled(files, { policy: chosen.definition.name, params: given, vocabulary })
}

/** The recorded policy, compiled again with other values; undefined where it has none of them. */
export function policyWith(
  params: Parameters,
  { record, name, vocabulary }: RecordedPolicy,
): Term | Unjudged | undefined {
  if (record === undefined) return { why: 'the trace does not hold the policy that was sent' }
  const [main, ...used] = record.sources ?? []
  if (main === undefined) {
    const called = record.name ?? name
    const which = called === undefined ? 'the policy' : `the policy \`${called}\``
    return { why: `${which} is recorded without its text, so it cannot have other parameters` }
  }
  const own = record.params ?? {}
  const changed = Object.entries(params).filter(([each]) => Object.hasOwn(own, each))
  if (changed.length === 0) return undefined
  const given = { ...own, ...Object.fromEntries(changed) }
  return compiled({ main, used }, { policy: record.name, params: given, vocabulary })
}

interface Files {
  readonly main: AskedText
  readonly used: readonly AskedText[]
}

interface Wishes {
  readonly policy: string | undefined
  readonly params: Parameters
  readonly vocabulary: CatalogVocabulary
}

function compiled({ main, used }: Files, wishes: Wishes): Term | Unjudged {
  const { value, diagnostics } = compile(main, { ...wishes, load: loadFrom(used) })
  const [policy] = value?.policies ?? []
  return policy?.policy_ir ?? uncompiled(main.name, diagnostics)
}

/** The files that were read when the text was. */
function loadFrom(used: readonly AskedText[]): (path: string) => Result<Source, string> {
  return (path) => {
    const found = used.find(({ name }) => name === path)
    return found === undefined ? err('it was not there when the policy was read') : ok(found)
  }
}

function uncompiled(name: string, diagnostics: readonly Diagnostic[]): Unjudged {
  const first = diagnostics.find((each) => hasErrors([each]))
  return { why: `\`${name}\` does not compile: ${first?.message ?? 'it holds no policy'}` }
}

function noSuchPolicy(file: string, name: string | undefined): string {
  return name === undefined
    ? `\`${file}\` has several policies, and the recorded one has no name`
    : `\`${file}\` has several policies, and none of them is \`${name}\``
}

function failureText(name: string, failure: Failure): string {
  return failure.kind === 'problem' ? failure.message : uncompiled(name, failure.diagnostics).why
}
