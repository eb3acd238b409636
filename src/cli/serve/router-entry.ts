import { unreachable } from '../../base/unreachable.ts'
import type { JournalEvent } from '../../route/journal/index.ts'
import type { RouterEvent } from '../../route/server/router-options.ts'
import { visible } from '../report/glyphs.ts'
import type { LogEntry } from './server-log.ts'

/** What a router tells of itself while it runs. */
export function routerEntry(told: RouterEvent): LogEntry {
  if (told.kind === 'journal') return journalEntry(told.event)
  const { error, at } = told
  return {
    event: 'fault',
    level: 'warning',
    text: `the router met what it was not written for: ${error} ${at}`,
    facts: { error, where: at },
  }
}

function journalEntry(event: JournalEvent): LogEntry {
  const { kind, ...facts } = event
  return {
    event: `receipts ${kind}`,
    level: kind === 'recovered' || kind === 'kept up' ? 'info' : 'warning',
    text: journalText(event),
    facts,
  }
}

function journalText(event: JournalEvent): string {
  switch (event.kind) {
    case 'refused':
      return `receipts cannot be written to ${visible(event.file)} (${event.code}): they wait, and traffic goes on`
    case 'recovered':
      return `receipts are written again to ${visible(event.file)}`
    case 'dropping':
      return 'too many receipts wait for the disk: the next ones are dropped'
    case 'kept up':
      return `receipts are kept again; dropped: ${event.dropped}`
    case 'file lost':
      return `${visible(event.file)} was taken away or cut: receipts go on in another file`
    case 'unwritable':
      return `receipt ${event.receipt} cannot be written, which is a fault of the router`
    default:
      return unreachable(event)
  }
}
