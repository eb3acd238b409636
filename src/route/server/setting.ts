import { type Candidate, candidatesOf } from '../../catalog/candidate.ts'
import type { Catalog, Named, Provider } from '../../catalog/catalog.ts'
import { digest } from '../../catalog/digest.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import { vocabularyOfCatalog } from '../../catalog/vocabulary-of-catalog.ts'
import { withoutProviders } from '../../catalog/without-providers.ts'
import type { CatalogDefinition } from '../../trace/write-trace.ts'
import { type Admission, openAdmission } from '../admission/admission.ts'
import type { AdmissionSetup } from '../admission/admission-setup.ts'
import type { Callers } from '../callers/callers.ts'
import { protocolOf, type Surface, speaks } from '../dialect/spoken-api.ts'
import type { CallTimers, RequestLimits } from '../failover/limits.ts'
import { sandboxCatalog } from '../sandbox/sandbox-catalog.ts'

/** What the operator says: it is replaced as a whole, and never changed. */
export interface SettingOptions {
  readonly mode: 'live' | 'sandbox'
  readonly catalog: Catalog
  /** Where a sandbox plays the providers; their own addresses where absent. */
  readonly sandboxUrl?: string
  /** By provider. One that names a variable for its key, and is not here, cannot be called. */
  readonly keys: ReadonlyMap<string, string>
  readonly named: AdmissionSetup['named']
  readonly flows: AdmissionSetup['flows']
  readonly defaultPolicy?: AdmissionSetup['defaultPolicy']
  readonly callers: Callers
  readonly limits: RequestLimits
  readonly timers: CallTimers
  /** When it was read, in milliseconds since 1970. */
  readonly sinceMs: number
}

/** The same, with everything that follows from it worked out. */
export interface Setting extends Omit<SettingOptions, 'defaultPolicy' | 'catalog' | 'sandboxUrl'> {
  readonly catalog: CatalogDefinition
  readonly vocabulary: CatalogVocabulary
  readonly providers: Named<Provider>
  readonly admission: Admission
  readonly grounds: Readonly<Record<Surface, SurfaceGround>>
}

/** Whom the calls of a surface can go to. */
export interface SurfaceGround {
  /** In the order in which ties resolve. */
  readonly candidates: readonly Candidate[]
  /** Providers of the catalog that cannot be called so. */
  readonly without: readonly string[]
}

export function openSetting(options: SettingOptions): Setting {
  const { catalog, defaultPolicy, sandboxUrl, ...rest } = options
  const { named, flows } = rest
  const vocabulary = vocabularyOfCatalog(catalog)
  const ground = (surface: Surface): SurfaceGround => {
    const without = Object.keys(catalog.providers)
      .filter(
        (name) =>
          !isCallable(name, options) || !speaks(protocolOf(catalog.providers[name] ?? {}), surface),
      )
      .sort()
    return { candidates: candidatesOf(withoutProviders(catalog, without)), without }
  }
  return {
    ...rest,
    catalog: { digest: digest(catalog), catalog },
    vocabulary,
    providers:
      sandboxUrl === undefined ? catalog.providers : sandboxCatalog(catalog, sandboxUrl).providers,
    admission: openAdmission({
      vocabulary,
      named,
      flows,
      ...(defaultPolicy !== undefined && { defaultPolicy }),
    }),
    grounds: {
      chat: ground('chat'),
      responses: ground('responses'),
      embeddings: ground('embeddings'),
      messages: ground('messages'),
    },
  }
}

/** A provider without an address, or without the key that it wants, cannot be called. */
function isCallable(name: string, { catalog, keys, mode }: SettingOptions): boolean {
  const provider = catalog.providers[name]
  if (mode === 'sandbox') return provider !== undefined
  if (provider?.base_url === undefined) return false
  return provider.key_env === undefined || keys.has(name)
}
