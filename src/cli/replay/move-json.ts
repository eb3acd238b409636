import type { End, Move, PolicyPart, Reason, Seen } from '../../trace/what-if/index.ts'
import { againstText, letInText } from './reason-text.ts'
import type { Fields } from './what-if-tally.ts'

/** How a request ends; the route only where one answers. */
export function endJson(end: End) {
  return { end: end.kind, route: end.kind === 'answered' ? end.route : null }
}

/** Why a request moved: in words, and in the parts of the policy. */
export function moveJson({ against, letIn }: Pick<Move, 'against' | 'letIn'>, fields: Fields) {
  return {
    against: { text: againstText(against, fields), ...reasonJson(against) },
    let_in: letIn === undefined ? null : { text: letInText(letIn, fields), ...reasonJson(letIn) },
  }
}

export function reasonJson(reason: Reason) {
  const { kind } = reason
  return {
    kind,
    ...('part' in reason && { part: partJson(reason.part) }),
    ...('seen' in reason && reason.seen !== undefined && { seen: seenJson(reason.seen) }),
    ...('provider' in reason && { provider: reason.provider }),
  }
}

export function partJson({ of, path, term }: PolicyPart) {
  return { policy: of, path, term }
}

export function seenJson({ route, subject, observed, wanted }: Seen) {
  return { route, subject, observed, wanted }
}
