import { nearestName } from '../../base/nearest-name.ts'
import { quote } from '../../ir/describe-value.ts'
import { childrenOf, type Path, type Term } from '../../ir/index.ts'
import { operatorOfTerm } from '../../ir/subterms.ts'
import { isRouterOwned, permits, type TransformWhitelist } from './transform-whitelist.ts'

/** A transform that a policy may not have. */
export interface ForbiddenTransform {
  /** In the term that was looked at. */
  readonly path: Path
  /** What is forbidden, why, and what to do. */
  readonly message: string
}

/**
 * The first transform of an admitted policy that the whitelist does not let through. Filters and
 * custom transforms never pass, since none is registered: to leave one out silently could send
 * what it would hide.
 */
export function forbiddenTransform(
  policy: Term,
  whitelist: TransformWhitelist,
): ForbiddenTransform | undefined {
  return forbiddenIn(policy, '$', whitelist)
}

function forbiddenIn(
  term: Term,
  path: Path,
  whitelist: TransformWhitelist,
): ForbiddenTransform | undefined {
  const { out } = operatorOfTerm(term)
  if (out !== 'Xform' && out !== 'Policy') return undefined
  const message = faultOf(term, whitelist)
  if (message !== undefined) return { path, message }
  for (const child of childrenOf(term)) {
    const found = forbiddenIn(child, `${path}.${term[0]}[${term.indexOf(child)}]`, whitelist)
    if (found !== undefined) return found
  }
  return undefined
}

function faultOf([op, ...args]: Term, whitelist: TransformWhitelist): string | undefined {
  switch (op) {
    case 'filter_text':
    case 'filter_image':
    case 'custom':
      return unregistered(op === 'custom' ? String(args[0]) : op)
    case 'set_param':
    case 'inject_seed':
    case 'clamp_param':
    case 'jitter': {
      const [name, value] = args
      if (typeof name !== 'string') return undefined
      if (!permits(whitelist, name)) return notPermitted(name, whitelist)
      return op === 'set_param' && TIMERS.has(name) ? timerFault(name, value) : undefined
    }
    default:
      return undefined
  }
}

/** Parameters that are the router's timers and that no provider sees. */
export const TIMERS: ReadonlySet<string> = new Set(['timeout_ms', 'first_token_timeout_ms'])

function timerFault(name: string, value: unknown): string | undefined {
  if (typeof value === 'number' && value > 0) return undefined
  return `\`${name}\` is a time in milliseconds, a number above 0: give it one`
}

function unregistered(name: string): string {
  return `this router has no transform ${quote(name)}: leave it out, no request is filtered here`
}

function notPermitted(name: string, { params }: TransformWhitelist): string {
  const may = `a policy may not set ${quote(name)} of a request`
  if (isRouterOwned(name)) return `${may}: it belongs to the router or to the caller; leave it out`
  const known = params === 'any' ? [] : [...params]
  if (known.length === 0) return `${may}: no parameter may be set here; leave it out`
  const nearest = nearestName(name, known)
  const help = nearest === undefined ? 'set it in the body instead' : `did you mean \`${nearest}\`?`
  return `${may}: ${help}`
}
