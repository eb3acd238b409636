import type { Diagnostic } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'
import type { TypedPolicy } from './check/typed-policy.ts'
import { listed } from './listed.ts'
import { problem } from './problem.ts'

/** Values for parameters from outside, by name. */
export type Given = ReadonlyMap<string, unknown>

/** The own members of a record; one that is undefined is not given. */
export function givenParams(params: Readonly<Record<string, unknown>>): Given {
  return new Map(Object.entries(params).filter(([, value]) => value !== undefined))
}

/** Whether a policy has a parameter with neither a default nor a value. */
export function lacksValue({ params }: TypedPolicy, given: Given): boolean {
  return [...params.values()].some((param) => param.default === undefined && !given.has(param.name))
}

/** UH7006 */
export function noteLeftOut(policy: TypedPolicy): Diagnostic {
  const { name } = policy.definition
  const missing = [...policy.params.values()].filter((param) => param.default === undefined)
  return problem('UH7006', policy.place, {
    message: `\`${name}\` is left out: ${listed(missing.map((param) => param.name))} has no value`,
    help: `choose it and give one: \`--policy ${name} --param ${missing[0]?.name ?? ''}=…\``,
  })
}

/** Of the values given for a whole file, those that are for this policy. */
export function paramsOf({ params }: TypedPolicy, given: Given): Given {
  return new Map([...given].filter(([name]) => params.has(name)))
}

/** UH1011 for each value that no policy takes. */
export function unknownParams(
  given: Given,
  policies: readonly TypedPolicy[],
): readonly Diagnostic[] {
  const [first] = policies
  if (first === undefined) return []
  const known = new Set(policies.flatMap(({ params }) => [...params.keys()]))
  return [...given.keys()]
    .filter((name) => !known.has(name))
    .map((name) => {
      const nearest = nearestName(name, known)
      return problem('UH1011', first.place, {
        message: `no policy has a parameter \`${name}\``,
        help: nearest === undefined ? undefined : `did you mean \`${nearest}\`?`,
      })
    })
}
