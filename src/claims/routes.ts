import type { Diagnostic } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'
import type { Candidate } from '../catalog/candidate.ts'
import type { CompiledExpectation, Place } from '../compile/index.ts'
import { writeInstead } from '../compile/problem.ts'
import { quoteText } from '../syntax/quoted.ts'
import { problem } from './codes.ts'
import type { Ground } from './ground.ts'

/** Whether a test means the candidate: by its id, or by its provider and family. */
export function isOfRoute({ cid, provider_id, model_family }: Candidate, route: string): boolean {
  return cid === route || `${provider_id}/${model_family}` === route
}

/** UH3217 for a route that nobody of the ground serves. */
export function unknownRoute(
  expectation: CompiledExpectation,
  { routes, name }: Ground,
): Diagnostic | undefined {
  const missing = routesIn(expectation).find(
    ({ route }) => !routes.some((each) => isOfRoute(each, route)),
  )
  if (missing === undefined) return undefined
  const { route, place } = missing
  const nearest = nearestRoute(route, routes)
  return problem('UH3217', place, {
    message: `\`${name}\` has no route \`${route}\``,
    label: 'unknown route',
    help:
      nearest === undefined
        ? `\`unhardcoded catalog show\` lists the routes of a catalog`
        : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(place.span, quoteText(nearest)),
  })
}

interface NamedRoute {
  readonly route: string
  readonly place: Place
}

function routesIn(expectation: CompiledExpectation): readonly NamedRoute[] {
  switch (expectation.kind) {
    case 'keeps':
      return []
    case 'orders':
      return expectation.routes.map(({ text, place }) => ({ route: text, place }))
    default:
      return [{ route: expectation.route, place: expectation.expected }]
  }
}

/** The one with the nearest name, else the same model at another provider. */
function nearestRoute(route: string, candidates: readonly Candidate[]): string | undefined {
  const nearest = nearestName(
    route,
    candidates.map(({ cid }) => cid),
  )
  if (nearest !== undefined) return nearest
  const model = route.slice(route.indexOf('/') + 1)
  return candidates.find(({ model_family }) => model_family === model)?.cid
}
