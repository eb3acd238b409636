import type { Context } from '../decide/context.ts'
import { hashOfLine } from './chain.ts'
import type { UnknownRecord } from './decode-record.ts'
import { recordedContext } from './judgement.ts'
import { openLibrary, type Shelf, type Unusable } from './library.ts'
import { receiptsIn } from './node-receipts.ts'
import type { ReceiptRecord, TraceRecord } from './record.ts'

/** What a receipt was decided from beside the policy: any policy can be tried on it. */
export interface Situation {
  /** Of the receipt; of a node of a flow `01K…/n2`. */
  readonly id: string
  readonly at: string
  readonly shelf: Shelf
  readonly context: Context
  /** The same for receipts that no policy can tell apart. */
  readonly key: string
}

/**
 * Takes the records of a trace in their order: one situation for a receipt, one for each node of a
 * flow, and none for other records.
 */
export interface Situations {
  readonly take: (record: TraceRecord | UnknownRecord) => readonly (Situation | Unusable)[]
}

export function openSituations(): Situations {
  const library = openLibrary()
  return {
    take(record) {
      if (record.record === 'catalog') library.addCatalog(record)
      return receiptsIn(record).map((receipt) => {
        const shelf = library.shelf(receipt.catalog, receipt.without ?? [])
        return 'cause' in shelf ? shelf : situationOf(receipt, shelf)
      })
    },
  }
}

function situationOf(receipt: ReceiptRecord, shelf: Shelf): Situation {
  const { id, at, request, state } = receipt
  const context = recordedContext({ request, state, vocabulary: shelf.vocabulary })
  return { id, at, shelf, context, key: keyOf(receipt, context) }
}

/** A hash, since the state of a large catalog is long and many keys are kept. */
function keyOf(
  { catalog, without = [] }: ReceiptRecord,
  { request, state, seed }: Context,
): string {
  return hashOfLine(JSON.stringify([catalog, without, request, state, seed]))
}
