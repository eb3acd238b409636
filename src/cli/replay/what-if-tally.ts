import { compareBytes } from '../../base/byte-order.ts'
import { type FieldInfo, vocabularyOfCatalog } from '../../catalog/index.ts'
import type { Library, Played, ReceiptRecord, Shelf } from '../../trace/index.ts'
import {
  askFlow,
  type Change,
  mergeTallies,
  openCounter,
  openWhatIf,
  type Unjudged,
  type WhatIf,
  type WhatIfTally,
} from '../../trace/what-if/index.ts'
import type { TallyKind } from '../trace/tally.ts'
import type { AskedChange } from './asked-change.ts'
import { changeOf } from './change-of.ts'
import { LINES, type LineForm } from './what-if-lines.ts'

/** What would have been of the receipts of a trace, and what it takes to tell it. */
export interface WhatIfFound {
  readonly tally: WhatIfTally
  /** How many of what it counts are nodes of flows, each asked by itself. */
  readonly nodes: number
  /** How many flows those are of. */
  readonly flows: number
  /** The fields of all catalogs: what numbers are in. */
  readonly fields: Fields
  /** The providers, routes and parameters that were asked for by name and are there somewhere. */
  readonly met: ReadonlySet<string>
}

export type Fields = ReadonlyMap<string, FieldInfo>

export interface WhatIfAsked {
  readonly change: AskedChange
  /** How a line is written for each receipt, if one is. */
  readonly lines: LineForm
}

export const whatIfTally: TallyKind<WhatIfAsked, WhatIfFound> = {
  looksAt: 'played',
  open({ change: asked, lines }) {
    const change = changeOf(asked)
    const whatIfs = openWhatIf(change)
    const counter = openCounter()
    const names = openNames(change, Object.keys(asked.params))
    let [nodes, flows] = [0, 0]
    const look = ({ receipt, scene }: Played, library: Library): void => {
      if (scene !== undefined) names.look(scene.shelf)
      names.lookAt(library.policyRecord(receipt.policy.fingerprint)?.params)
    }
    const count = (receipt: ReceiptRecord, answer: WhatIf | Unjudged): string => {
      counter.add(answer)
      return LINES[lines](receipt, answer, names.fields)
    }
    return {
      add({ receipt, library, play }) {
        const played = play()
        look(played, library)
        return count(receipt, whatIfs.ask(played, library))
      },
      // Each node was decided by a policy, and may have been by another one.
      addFlow({ library, play }) {
        const played = play()
        nodes += played.nodes.length
        flows += 1
        for (const node of played.nodes) look(node, library)
        const answers = askFlow(whatIfs, played, library)
        const texts = answers.map((answer, i) => {
          const node = played.nodes[i]
          return node === undefined ? '' : count(node.receipt, answer)
        })
        return texts.join('')
      },
      result: () => ({
        tally: counter.result(),
        nodes,
        flows,
        fields: names.fields,
        met: names.met,
      }),
    }
  },
  merge: (a, b) => {
    const fields = new Map(a.fields)
    for (const info of b.fields.values()) addField(fields, info)
    return {
      tally: mergeTallies(a.tally, b.tally),
      nodes: a.nodes + b.nodes,
      flows: a.flows + b.flows,
      fields,
      met: new Set([...a.met, ...b.met]),
    }
  },
}

/** Names that catalogs have: of fields, and of what was asked for. */
function openNames({ catalog, without, prices, baseline }: Change, params: readonly string[]) {
  const fields = new Map<string, FieldInfo>()
  const met = new Set<string>()
  const known = new WeakSet<Shelf>()
  const own = catalog === undefined ? undefined : vocabularyOfCatalog(catalog)
  for (const info of own?.info.values() ?? []) addField(fields, info)
  const routes = [
    ...prices.map(({ route }) => route),
    ...(baseline === undefined ? [] : [baseline]),
  ]
  return {
    fields: fields as Fields,
    met: met as ReadonlySet<string>,
    lookAt: (own: Readonly<Record<string, unknown>> = {}): void => {
      for (const name of params) if (Object.hasOwn(own, name)) met.add(name)
    },
    look: (shelf: Shelf): void => {
      if (known.has(shelf)) return
      known.add(shelf)
      for (const info of shelf.vocabulary.info.values()) addField(fields, info)
      for (const name of without) if (shelf.vocabulary.providers.includes(name)) met.add(name)
      for (const route of routes) if (shelf.byId.has(route)) met.add(route)
    },
  }
}

/** Of two catalogs that say different things of a field, one is believed, whichever comes first. */
function addField(fields: Map<string, FieldInfo>, info: FieldInfo): void {
  const other = fields.get(info.name)
  const isFirst = other === undefined || compareBytes(textOf(info), textOf(other)) < 0
  if (isFirst) fields.set(info.name, info)
}

function textOf(info: FieldInfo): string {
  return JSON.stringify(info)
}
