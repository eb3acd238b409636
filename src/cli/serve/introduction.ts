import { counted } from '../../base/counted.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { Context } from '../context.ts'
import { factLines } from '../report/facts.ts'
import { styleOf } from '../report/style.ts'
import type { RouterSetup } from '../router/router-setup.ts'
import type { LogEntry } from './server-log.ts'

/** What a router is when it begins to listen: by whom it answers, and where it keeps receipts. */
export function introduction(
  event: 'listening' | 'reloaded',
  { setup, url, mode }: Introduced,
  { errorScreen }: Pick<Context, 'errorScreen'>,
): LogEntry {
  const { options, catalogName, withoutKey } = setup
  const providers = callableProviders(setup, mode)
  const policies = namesOf(options.policies)
  const flows = namesOf(options.flows)
  const callers = options.callers?.callers.length ?? 0
  const receipts = options.journal?.directory ?? null
  const listed = (names: readonly string[]): string | undefined =>
    names.length === 0 ? undefined : names.join(', ')
  const lines = factLines(
    [
      { name: 'catalog', text: catalogName },
      { name: mode === 'sandbox' ? 'played' : 'providers', text: listed(providers) },
      { name: 'no key for', text: listed(withoutKey), role: 'warning' },
      {
        name: 'policies',
        text: listed(policies) ?? 'none is named: requests bring their own',
      },
      { name: 'flows', text: listed(flows) },
      {
        name: 'callers',
        text: callers === 0 ? 'whoever reaches it' : `${counted(callers, 'caller')} with keys`,
      },
      { name: 'receipts', text: receipts ?? 'are not kept; `--trace DIR` keeps them' },
    ],
    { style: styleOf(errorScreen), width: errorScreen.width },
  )
  return {
    event,
    level: 'info',
    text: [`${event === 'listening' ? 'listening on' : 'reloaded, on'} ${url}`, ...lines].join(
      '\n',
    ),
    facts: {
      url,
      mode,
      catalog: catalogName,
      providers,
      without_key: withoutKey,
      policies,
      flows,
      callers,
      receipts,
    },
  }
}

export interface Introduced {
  readonly setup: RouterSetup
  /** Without a path. */
  readonly url: string
  readonly mode: 'live' | 'sandbox'
}

function namesOf(named: ReadonlyMap<string, unknown> | undefined): readonly string[] {
  return [...(named?.keys() ?? [])].toSorted()
}

/** The providers that can be called, in the order of their names. */
export function callableProviders(
  { options, withoutKey }: Pick<RouterSetup, 'options' | 'withoutKey'>,
  mode: 'live' | 'sandbox',
): readonly string[] {
  const { providers }: Catalog = options.catalog
  return Object.keys(providers)
    .filter((name) => mode === 'sandbox' || providers[name]?.base_url !== undefined)
    .filter((name) => !withoutKey.includes(name))
    .toSorted()
}
