import type { Body, Transform, TypedPolicy } from '../check/typed-policy.ts'

/**
 * What a policy says together with all it extends. Conditions add up; a ranking, an order, a
 * `take`, a `fallback` and the answer to a reason replace what was said before; any `prefer`
 * replaces all earlier ones; a transform replaces the one of its kind and parameter in place.
 */
export function inheritedBody(policy: TypedPolicy): Body {
  const bodies: Body[] = []
  for (let each: TypedPolicy | undefined = policy; each !== undefined; each = each.parent?.policy) {
    bodies.push(each.body)
  }
  return bodies.reduceRight(extended)
}

function extended(parent: Body, child: Body): Body {
  const selects = child.order !== undefined || child.prefers.length > 0 || child.take !== undefined
  return {
    where: [...parent.where, ...child.where],
    ranking: child.ranking ?? parent.ranking,
    order: child.select === undefined ? (child.order ?? parent.order) : undefined,
    prefers:
      child.select !== undefined ? [] : child.prefers.length > 0 ? child.prefers : parent.prefers,
    take: child.select === undefined ? (child.take ?? parent.take) : undefined,
    select: child.select ?? (selects ? undefined : parent.select),
    transforms: mergeTransforms(parent.transforms, child.transforms),
    fallback: child.fallback ?? parent.fallback,
    overrides: [
      ...parent.overrides.filter(
        ({ reason }) => !child.overrides.some((each) => each.reason === reason),
      ),
      ...child.overrides,
    ],
  }
}

function mergeTransforms(
  parent: readonly Transform[],
  child: readonly Transform[],
): readonly Transform[] {
  const replacing = new Map<string, Transform>()
  for (const transform of child) {
    const key = keyOf(transform)
    if (key !== undefined) replacing.set(key, transform)
  }
  const kept = parent.map((transform) => {
    const key = keyOf(transform)
    return (key === undefined ? undefined : replacing.get(key)) ?? transform
  })
  return [...kept, ...child.filter((transform) => !kept.includes(transform))]
}

/** What a transform is about: one of the same key replaces it. */
function keyOf(transform: Transform): string | undefined {
  switch (transform.kind) {
    case 'set':
    case 'limit':
    case 'jitter':
    case 'seed':
      return `${transform.kind} ${transform.param}`
    case 'apply':
      return `apply ${transform.name}`
    case 'filter':
      return `filter ${transform.medium}`
    case 'timeout':
      return 'timeout'
    default:
      return undefined
  }
}
