import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import type { Applied } from './check/check-reference.ts'
import type { Value } from './check/constant.ts'
import { type Lowered, lower } from './lower/lower.ts'
import type { Place } from './place.ts'
import { problem } from './problem.ts'
import type { Sharing } from './sharing.ts'
import type { ClosedPolicy } from './specialise/closed.ts'
import { specialise } from './specialise/specialise.ts'
import { checkCore, type Target } from './target.ts'
import { sizeFault } from './term-size.ts'

/** A policy for certain values of its parameters, as a term that nobody has normalized yet. */
export interface LoweredPolicy {
  readonly name: string
  /** The values of its parameters, in canonical units. */
  readonly params: Readonly<Record<string, Value['value']>>
  /** The name of the file it stands in. */
  readonly source: string
  readonly lowered: Lowered
  /** What was lowered: its conditions have the shape in which they were written. */
  readonly closed: ClosedPolicy
}

export interface Engine {
  readonly vocabulary: CatalogVocabulary
  readonly target: Target
  /** Given where one policy is lowered for many values of its parameters. */
  readonly sharing?: Sharing | undefined
}

/**
 * Lowers one policy of a file without errors. Adds what its values add (see `specialise`), UH3006
 * when the term is larger than hosts accept, UH1017 and UH7005 for what the target lacks.
 */
export function lowerPolicy(
  applied: Applied,
  { vocabulary, target, sharing }: Engine,
): Checked<LoweredPolicy | undefined> {
  const { policy, args } = applied
  const diagnostics: Diagnostic[] = []
  const specialised = specialise(applied, vocabulary, sharing)
  diagnostics.push(...specialised.diagnostics)
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }

  let closed = specialised.value
  if (target === 'core' && closed.guarded && closed.selection.kind === 'clauses') {
    closed = { ...closed, healthyFirst: false }
    diagnostics.push(
      problem('UH7005', policy.place, {
        message:
          'hosts of `core` do not know `prefer`, so routes with an open breaker keep their rank',
        help: 'compile for `sigma-pol/v2` where the host knows it',
      }),
    )
  }
  const lowered = lower(closed, vocabulary, sharing)
  const placeOf = (node: Term): Place => lowered.places.get(node) ?? policy.place
  if (target === 'core') checkCore(lowered.term, placeOf, diagnostics)
  // The normal form, which is what counts, is no larger than what it is made of.
  const refusal = sizeFault(lowered.term) && sizeFault(normalize(lowered.term))
  if (refusal !== undefined) {
    diagnostics.push(
      problem('UH3006', policy.place, {
        message: `\`${policy.definition.name}\` is larger than hosts accept: ${refusal}`,
        help: 'a policy may have 4096 operations, 64 levels deep; write it with fewer',
      }),
    )
  }
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const params = Object.fromEntries(
    [...policy.params.values()].flatMap((param) => {
      const value = args.get(param) ?? param.default
      return value === undefined ? [] : [[param.name, value.value]]
    }),
  )
  const { name } = policy.definition
  return { value: { name, params, source: policy.place.source, lowered, closed }, diagnostics }
}
