import type { Played, PlayedFlow } from '../../../trace/index.ts'
import type { Fact } from '../../report/facts.ts'

/** Whether a receipt, or a flow, follows from what it rests on. */
export function replayFact(played: Played | PlayedFlow): Fact {
  if (played.kind === 'reproduced') {
    return { name: 'replay', text: 'reproduced from the record alone', role: 'good' }
  }
  const { cause, message } = played.divergence
  // Nothing is wrong with a receipt for what the log of another host does not hold.
  if (played.kind === 'unsettled') return { name: 'replay', text: `unsettled: ${message}` }
  return { name: 'replay', text: `diverged (${cause}): ${message}`, role: 'bad' }
}
