import { expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { type Picture, type Point, scatter } from '../../../src/cli/report/scatter.ts'
import { styleOf } from '../../../src/cli/report/style.ts'

const POINTS: readonly Point[] = Array.from({ length: 40 }, (_, i) => ({
  x: 0.05 * 1.18 ** i,
  y: 0.3 + ((i * 37) % 50) / 100,
  sign: i % 3 === 0 ? '●' : '·',
  role: i % 3 === 0 ? 'good' : 'faint',
}))

function picture(points: readonly Point[], more: Partial<Picture> = {}): Picture {
  return {
    points,
    floor: { y: 0.5, label: 'quality >= 0.5' },
    xTitle: 'price',
    yTitle: 'quality',
    xText: (x) => `$${x.toPrecision(2)}`,
    yText: (y) => y.toFixed(2),
    ...more,
  }
}

const style = styleOf({ color: false })

test.each([60, 100])('a picture %i columns wide', async (width) => {
  const lines = scatter(picture(POINTS), { width, height: 12, style })
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
    `../../../fixtures/cli/report/scatter-${width}.out`,
  )
})

test('a single point stands in the middle', () => {
  const lines = scatter(picture(POINTS.slice(0, 1), { floor: undefined }), {
    width: 60,
    height: 5,
    style,
  })
  expect(lines[3]?.indexOf('●')).toBeGreaterThan(20)
})

test('without points there is no picture', () => {
  expect(scatter(picture([]), { width: 60, height: 5, style })).toEqual([])
})
