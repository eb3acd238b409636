import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type ProofOutcome, prove } from '../../claims/index.ts'
import { analyse, compileProofs } from '../../compile/index.ts'
import { type ProveItem, parse } from '../../syntax/index.ts'
import type { Context } from '../context.ts'
import { usedFiles } from '../io/used-files.ts'
import type { ClaimFile, ClaimResult, Outcome } from './claim-file.ts'

/** Decides every `prove` of a file. */
export function provedFile(
  source: Source,
  { vocabulary, context }: { readonly vocabulary: CatalogVocabulary; readonly context: Context },
): ClaimFile {
  const { value: file, diagnostics } = parse(source)
  const items = file.items.filter((item) => item.kind === 'prove')
  const { name } = source
  const nothing = { name, claims: [], diagnostics, problem: undefined, sources: [source] }
  if (hasErrors(diagnostics) || items.length === 0) return nothing
  const used = usedFiles(context)
  const analysed = analyse(source, { vocabulary, load: used.load })
  const sources = [source, ...used.sources]
  if (analysed.value === undefined) {
    return { ...nothing, diagnostics: analysed.diagnostics.filter(isError), sources }
  }
  const compiled = compileProofs(analysed.value)
  const found = [...analysed.diagnostics, ...compiled.diagnostics]
  const outcomes = (compiled.value ?? []).map((proof) => prove(proof, { vocabulary }))
  return {
    ...nothing,
    claims: outcomes.map((outcome) => resultOf(outcome, source)),
    diagnostics: found.filter((each) => isError(each) || isWithin(each, items)),
    sources,
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

/** Whether it is about a proof; the rest is for `lint` to say. */
function isWithin({ span }: Diagnostic, items: readonly ProveItem[]): boolean {
  return items.some((item) => span.start >= item.span.start && span.end <= item.span.end)
}

const OUTCOMES = {
  proved: 'passed',
  refuted: 'failed',
  unknown: 'open',
} as const satisfies Record<ProofOutcome['verdict'], Outcome>

function resultOf(outcome: ProofOutcome, { text }: Source): ClaimResult {
  const { proof, verdict, counterexample, gaps, diagnostic } = outcome
  const { span } = proof.place
  const written = text.slice(span.start, span.end).replace(/\s+/g, ' ')
  const { instance, witness } = counterexample ?? {}
  return {
    place: proof.place,
    title: written.replace(/^prove /, ''),
    outcome: OUTCOMES[verdict],
    diagnostics: diagnostic === undefined ? [] : [diagnostic],
    details: {
      policy: proof.policy,
      verdict,
      tried: proof.instances.map(({ label }) => label).filter((label) => label !== ''),
      gaps,
      ...(witness !== undefined && {
        counterexample: {
          with: instance?.policy.params,
          candidate: witness.candidate,
          request: witness.context.request ?? {},
        },
      }),
    },
  }
}
