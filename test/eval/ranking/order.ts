/** The order of papers by score. */

/** Ids by falling score, ties by rising id; only the first `most` where a number is given. */
export function orderByScore(
  scores: ArrayLike<number>,
  ids: readonly string[],
  most = ids.length,
): string[] {
  const places = bestPlaces(scores, most);
  places.sort(
    (one, two) => scores[two]! - scores[one]! || (ids[one]! < ids[two]! ? -1 : Number(one !== two)),
  );
  return places.slice(0, most).map((place) => ids[place]!);
}

/** Places by falling score, ties by place; only the first `most` where a number is given. */
export function placesByScore(scores: ArrayLike<number>, most = scores.length): number[] {
  const places = bestPlaces(scores, most);
  return places.sort((one, two) => scores[two]! - scores[one]! || one - two).slice(0, most);
}

/** Every place whose score reaches that of the `most`-th best: sorting numbers is far cheaper than sorting places. */
function bestPlaces(scores: ArrayLike<number>, most: number): number[] {
  const length = scores.length;
  const all = Array.from({ length }, (_, place) => place);
  if (most >= length || most < 1) return all;
  const limit = Float64Array.from(scores).sort()[length - most]!;
  return all.filter((place) => scores[place]! >= limit);
}
