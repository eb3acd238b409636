import type { RequestView, Requirements } from '../../decide/index.ts'
import type { BodyFacts } from '../splice/body-facts.ts'

/** What a request asks of whoever answers it, beside its policy. */
export interface RequestParts {
  readonly facts: BodyFacts
  readonly declared: Requirements
  readonly scope: string | undefined
}

/** What policies see of a request: what it declares, then what its content implies. */
export function requestView({ facts, declared, scope }: RequestParts): RequestView {
  const needs = new Set(declared.needs)
  if (facts.hasImages) needs.add('vision')
  if (facts.hasTools) needs.add('tools')
  if (JSON_FORMATS.has(facts.responseFormat ?? '')) needs.add('json_mode')
  return {
    requirements: { ...declared, ...(needs.size > 0 && { needs: [...needs] }) },
    ...(scope !== undefined && { scope }),
  }
}

const JSON_FORMATS: ReadonlySet<string> = new Set(['json_object', 'json_schema'])
