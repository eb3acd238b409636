import {
  type CatalogVocabulary,
  CORE_FIELD_INFO,
  catalogVocabulary,
  STANDARD_FIELD_INFO,
} from '../../../src/catalog/vocabulary.ts'
import { openPolicies } from '../../../src/index.ts'
import type { Term } from '../../../src/ir/index.ts'
import {
  type Admission,
  type AdmittedRequest,
  openAdmission,
} from '../../../src/route/admission/admission.ts'
import type { AdmissionSetup } from '../../../src/route/admission/admission-setup.ts'
import { flowsByName } from '../../../src/route/admission/flows-by-name.ts'
import { type Guard, OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import type { NamedPolicy } from '../../../src/route/admission/named-policy.ts'
import { compileEnvelope } from '../../../src/route/callers/compile-envelope.ts'
import type { RouterError } from '../../../src/route/router-error.ts'
import type { Body } from '../../../src/route/splice/body.ts'
import { scanBody } from '../../../src/route/splice/scan-body.ts'
import { NAMES } from '../../arbitrary/term.ts'

/** The names that random terms and candidates draw from. */
export const VOCABULARY: CatalogVocabulary = catalogVocabulary({
  fields: [...STANDARD_FIELD_INFO.values(), ...CORE_FIELD_INFO.values()],
  names: {
    providers: NAMES.providers,
    families: NAMES.families,
    capabilities: NAMES.capabilities,
  },
})

/** What the router of these tests was started with. */
export const POLICIES = `
policy support(max_out: price = $10/Mtok in $1/Mtok..$40/Mtok) =
  cheapest where price_out <= max_out

policy careful = best where no_log fallback stop

policy tuned = any set temperature = 0.2 set service_tier = "flex" timeout 20s

policy thief = any set model = "gpt-5"
`

export const NAMED: ReadonlyMap<string, NamedPolicy> = namedIn(POLICIES)

export function namedIn(text: string): ReadonlyMap<string, NamedPolicy> {
  const { value } = openPolicies(text, { name: 'router.uh', vocabulary: VOCABULARY })
  if (value === undefined) throw new Error('the policies do not compile')
  const sources = [{ name: 'router.uh', text }]
  return new Map(value.names.map((name) => [name, { policies: value, name, sources }]))
}

export function flowsIn(text: string): AdmissionSetup['flows'] {
  const { value } = openPolicies(text, { name: 'router.uh', vocabulary: VOCABULARY })
  if (value === undefined) throw new Error('the flows do not compile')
  return flowsByName(value, [{ name: 'router.uh', text }])
}

export function opened(setup: Partial<AdmissionSetup> = {}): Admission {
  return openAdmission({ vocabulary: VOCABULARY, named: NAMED, flows: new Map(), ...setup })
}

export function bodyOf(value: unknown): Body {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const scanned = scanBody(new TextEncoder().encode(text))
  if (!scanned.ok) throw new Error(scanned.error.message)
  return scanned.value
}

/** What a request is admitted as, with everything that it is refused for as an error of the test. */
export function admitted(body: unknown, guard: Guard = OPEN_GUARD): AdmittedRequest {
  const outcome = opened().admit(bodyOf(body), guard)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  if (outcome.value.kind === 'flow') throw new Error('it is a flow')
  return outcome.value
}

export function refusal(
  body: unknown,
  { guard = OPEN_GUARD, ...setup }: Partial<AdmissionSetup> & { readonly guard?: Guard } = {},
): RouterError {
  const outcome = opened(setup).admit(bodyOf(body), guard)
  if (outcome.ok) throw new Error('it was admitted')
  return outcome.error
}

/** A caller under this condition. */
export function guardOf(envelope: string, rest: Partial<Guard> = {}): Guard {
  const compiled = compileEnvelope(envelope, 'envelope', VOCABULARY)
  if (!compiled.ok) throw new Error(compiled.error)
  return { ...OPEN_GUARD, envelope: compiled.value, ...rest }
}

export function term(parts: {
  readonly filter?: Term
  readonly selector?: Term
  readonly transform?: Term
}): Term {
  const { filter = ['meets_req'], selector = ['argmax'], transform = ['id'] } = parts
  const next = ['always', { action: 'next_candidate' }] as const
  return ['policy', filter, ['zero'], selector, transform, [...next]]
}
