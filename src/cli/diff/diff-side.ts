import { hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { analyse } from '../../compile/index.ts'
import { fingerprint, normalize, type Term } from '../../ir/index.ts'
import { lowerVariants } from '../../lint/variants.ts'
import { format } from '../../syntax/index.ts'
import type { Context } from '../context.ts'
import { type Failure, findings } from '../failure.ts'
import { policySource } from '../io/policy-source.ts'
import { usedFiles } from '../io/used-files.ts'
import { compileInput } from '../policy/compile-input.ts'
import { isTermText, termPolicy } from '../policy/one-policy.ts'
import type { Parameters } from '../policy/parameters.ts'

/** One of the two things that are compared. */
export interface DiffSide {
  /** What it is called: the path of its file. */
  readonly name: string
  /** In the one layout; undefined for a term. */
  readonly text: string | undefined
  /** Every policy of the text. */
  readonly names: readonly string[]
  /** Those that are compared. */
  readonly policies: readonly DiffPolicy[]
}

export interface DiffPolicy {
  readonly name: string
  /** For several values of its parameters; the first are the defaults. Never empty. */
  readonly variants: readonly DiffVariant[]
}

export interface DiffVariant {
  /** `plan = free`; empty where there are no parameters. */
  readonly values: string
  readonly term: Term
  readonly fingerprint: string
}

export interface DiffWishes {
  /** Compare only the policies of that name. */
  readonly policy: string | undefined
  /** Compare for these values alone. */
  readonly params: Parameters
  readonly vocabulary: CatalogVocabulary
}

/** What an argument stands for: the policies in a text, or one policy as a term in JSON. */
export async function diffSide(
  argument: string,
  wishes: DiffWishes,
  context: Context,
): Promise<Result<DiffSide, Failure>> {
  const source = await policySource(argument, context)
  if (!source.ok) return source
  if (isTermText(source.value)) {
    const policy = termPolicy(source.value, wishes.vocabulary)
    if (!policy.ok) return policy
    const { name, term } = policy.value
    const policies = [{ name, variants: [variantOf('', term)] }]
    return ok({ name, text: undefined, names: [name], policies })
  }
  const policies = await policiesIn(source.value, wishes, context)
  if (!policies.ok) return policies
  return ok({
    name: source.value.name,
    text: format(source.value).value ?? source.value.text,
    names: policies.value.map(({ name }) => name),
    policies: policies.value.filter(
      ({ name, variants }) =>
        variants.length > 0 && (wishes.policy === undefined || name === wishes.policy),
    ),
  })
}

/** With values given for these alone, else for several. */
async function policiesIn(
  source: Source,
  { params, vocabulary }: DiffWishes,
  context: Context,
): Promise<Result<readonly DiffPolicy[], Failure>> {
  if (Object.keys(params).length > 0) {
    const compiled = await compileInput(source, { params, vocabulary }, context)
    if (!compiled.ok) return compiled
    const { policies } = compiled.value.output
    return ok(
      policies.map(({ name, policy_ir }) => ({ name, variants: [variantOf('', policy_ir)] })),
    )
  }
  const used = usedFiles(context)
  const { value: analysis, diagnostics } = analyse(source, { vocabulary, load: used.load })
  const sources = [source, ...used.sources]
  if (analysis === undefined) return err(findings(diagnostics, sources))
  const compiled = lowerVariants(analysis)
  if (hasErrors(compiled.diagnostics)) return err(findings(compiled.diagnostics, sources))
  return ok(
    compiled.value.map(({ name, variants }) => ({
      name,
      variants: variants.map(({ values, lowered: { lowered } }) =>
        variantOf(values(), normalize(lowered.term)),
      ),
    })),
  )
}

function variantOf(values: string, term: Term): DiffVariant {
  return { values, term, fingerprint: fingerprint(term) }
}
