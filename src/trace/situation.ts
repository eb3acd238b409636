import type { Context } from '../decide/context.ts'
import { hashOfLine } from './chain.ts'
import type { UnknownRecord } from './decode-record.ts'
import { recordedContext } from './judgement.ts'
import { openLibrary, type Shelf, type Unusable } from './library.ts'
import type { ReceiptRecord, TraceRecord } from './record.ts'

/** What a receipt was decided from beside the policy: any policy can be tried on it. */
export interface Situation {
  /** Of the receipt. */
  readonly id: string
  readonly at: string
  readonly shelf: Shelf
  readonly context: Context
  /** The same for receipts that no policy can tell apart. */
  readonly key: string
}

/** Takes the records of a trace in their order; undefined for one that is no receipt. */
export interface Situations {
  readonly take: (record: TraceRecord | UnknownRecord) => Situation | Unusable | undefined
}

export function openSituations(): Situations {
  const library = openLibrary()
  return {
    take(record) {
      if (record.record === 'catalog') library.addCatalog(record)
      if (record.record !== 'receipt') return undefined
      const shelf = library.shelf(record.catalog, record.without ?? [])
      return 'cause' in shelf ? shelf : situationOf(record, shelf)
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
