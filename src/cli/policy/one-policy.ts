import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type CompiledPolicy, type Place, sourceMap } from '../../compile/index.ts'
import { admit, fingerprint, normalize, type Path, type Term } from '../../ir/index.ts'
import { refusalDiagnostic } from '../commands/term-input.ts'
import type { Context } from '../context.ts'
import { type Failure, findings } from '../failure.ts'
import { policySource } from '../io/policy-source.ts'
import { parseJson } from '../json/parse-json.ts'
import { problem } from '../problem.ts'
import { type Compilation, compileInput } from './compile-input.ts'
import type { Parameters } from './parameters.ts'

/** One policy to decide by, and where its parts come from. */
export interface OnePolicy {
  readonly name: string
  readonly fingerprint: string
  readonly term: Term
  /** The values of its parameters. */
  readonly params: Readonly<Record<string, unknown>>
  /** Which place made each part of the term. */
  readonly places: ReadonlyMap<Path, Place>
  readonly sources: readonly Source[]
}

export interface PolicyWishes {
  /** Which of several; needed only then. */
  readonly policy: string | undefined
  readonly params: Parameters
  readonly vocabulary: CatalogVocabulary
}

/** The text that an argument stands for; standard input where there is none and nobody types. */
export async function argumentSource(
  argument: string | undefined,
  context: Context,
): Promise<Result<Source, Failure>> {
  if (argument === undefined && context.stdin.isTTY === true) {
    return err(problem('no policy was given', 'name a file, or write the policy in quotes'))
  }
  return policySource(argument ?? '-', context)
}

/** All policies that an argument stands for, those left out that lack the value of a parameter. */
export async function policiesIn(
  argument: string,
  wishes: Omit<PolicyWishes, 'policy'>,
  context: Context,
): Promise<Result<readonly OnePolicy[], Failure>> {
  const source = await policySource(argument, context)
  if (!source.ok) return source
  if (isTermText(source.value)) {
    const policy = termPolicy(source.value, wishes.vocabulary)
    return policy.ok ? ok([policy.value]) : policy
  }
  const compiled = await compileInput(source.value, wishes, context)
  if (!compiled.ok) return compiled
  const { output, sources } = compiled.value
  if (output.policies.length === 0) return err(noPolicy(source.value, output.flows.length))
  return ok(output.policies.map((policy) => ({ ...described(policy), sources })))
}

/** Whether a text is meant as a term in JSON and not as the language. */
export function isTermText({ text }: Source): boolean {
  return /^\s*\[/.test(text)
}

/** The policy that a term in JSON is. */
export function termPolicy(
  source: Source,
  vocabulary: CatalogVocabulary,
): Result<OnePolicy, Failure> {
  const parsed = parseJson(source)
  if (!parsed.ok) return parsed
  const admitted = admit(parsed.value, vocabulary)
  if (!admitted.ok) return err(findings([refusalDiagnostic(admitted.error, source)], [source]))
  if (admitted.value.sort !== 'Policy') {
    return err(
      problem(
        `\`${source.name}\` is a term, but not a policy`,
        'a policy term begins with `"policy"`',
      ),
    )
  }
  const term = normalize(admitted.value.term)
  return ok({
    name: source.name,
    fingerprint: fingerprint(term),
    term,
    params: {},
    places: new Map(),
    sources: [source],
  })
}

/** The policy of a text that was compiled, where there is just one. */
export function onlyPolicy(
  source: Source,
  { output, sources }: Compilation,
): Result<OnePolicy, Failure> {
  const [only, ...others] = output.policies
  if (only === undefined) return err(noPolicy(source, output.flows.length))
  if (others.length > 0) {
    const names = output.policies.map(({ name }) => `\`${name}\``).join(', ')
    return err(problem(`there are several policies: ${names}`, 'choose one with `--policy NAME`'))
  }
  return ok({ ...described(only), sources })
}

function noPolicy({ name }: Source, flows: number) {
  return flows > 0
    ? problem(`\`${name}\` holds flows and no policy`, 'name one of the policies that they ask')
    : problem(`\`${name}\` holds no policy`)
}

function described(compiled: CompiledPolicy) {
  const { name, fingerprint, policy_ir, params } = compiled
  return { name, fingerprint, term: policy_ir, params, places: sourceMap(compiled) }
}
