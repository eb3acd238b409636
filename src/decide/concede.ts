import type { RequestView } from './context.ts'
import type { Concession } from './relax.ts'

/** A request that demands less: each demand lowered, or no longer made. */
export function concede(request: RequestView, concessions: readonly Concession[]): RequestView {
  return concessions.reduce(concedeOne, request)
}

function concedeOne(request: RequestView, { demand, to }: Concession): RequestView {
  if (demand.kind === 'capability') return withoutNeed(request, demand.need)
  const member =
    demand.kind === 'tee_required' || demand.kind === 'no_log' ? 'privacy' : demand.kind
  const { [member]: _, ...others } = request.requirements ?? {}
  return { ...request, requirements: to === undefined ? others : { ...others, [member]: to } }
}

/** The need is no longer declared, and no content of the request implies it. */
function withoutNeed(request: RequestView, need: string): RequestView {
  const { images, tools, response_format, ...rest } = request
  const { needs = [], ...requirements } = request.requirements ?? {}
  return {
    ...rest,
    ...(images === undefined || need === 'vision' ? {} : { images }),
    ...(tools === undefined || need === 'tools' ? {} : { tools }),
    ...(response_format === undefined || need === 'json_mode' ? {} : { response_format }),
    requirements: { ...requirements, needs: needs.filter((each) => each !== need) },
  }
}
