import { recordedPolicy } from './recorded-policy.ts'
import type { Explained, FoundReceipt } from './told-receipt.ts'

/** What a receipt is explained by; undefined where its decision cannot be made again. */
export function explainedBy({ played, policy }: FoundReceipt): Explained | undefined {
  const { scene } = played
  if (scene === undefined || policy === undefined) return undefined
  const { vocabulary } = scene.shelf
  const one = recordedPolicy(policy, scene.ground.policy, vocabulary)
  return { scene, vocabulary, policy: one }
}
