namespace Huimin.Policies;

/// <summary>Which programmes a change can reach: those it changes and all that rest on their results. The others need no second look.</summary>
public static class ChangeReach
{
    extension(PolicyPack pack)
    {
        /// <summary>The programmes whose results may differ when these parameters are set, in order of evaluation.</summary>
        /// <exception cref="PolicyException">An override names no parameter.</exception>
        public IReadOnlyList<Programme> ReachedBy(IReadOnlyList<ParameterOverride> set)
        {
            ArgumentNullException.ThrowIfNull(set);
            var parameters = set.Select(o => o.In(pack)).ToHashSet();
            return pack.Closure(p => p.Rule.Used.Parameters.Overlaps(parameters) || p.Parameters.Any(parameters.Contains));
        }

        /// <summary>
        /// Codes of the programmes that may give other results in the other pack: those whose files differ or are only in one of the
        /// two, those that use a parameter or a value of such a file, and all that rest on them. Other facts or another layer reach everything.
        /// </summary>
        public IReadOnlySet<string> ReachedBy(PolicyPack other)
        {
            ArgumentNullException.ThrowIfNull(other);
            var files = pack.Files.Keys.Union(other.Files.Keys, StringComparer.Ordinal)
                .Where(f => pack.Files.GetValueOrDefault(f) != other.Files.GetValueOrDefault(f)).ToList();
            var all = files.Any(f => f == "facts.yaml" || f.EndsWith("/layer.yaml", StringComparison.Ordinal));
            var codes = files.Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet(StringComparer.Ordinal);
            return new[] { pack, other }.SelectMany(p => p.Closure(programme => all || codes.Contains(programme.Code) || programme.Rule.Used.Texts.Any(t => codes.Contains(t.Code)))).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        }

        /// <summary>Whether both packs read the same facts, so that columns laid out for one serve the other.</summary>
        public bool HasFactsOf(PolicyPack other) => pack.Files.GetValueOrDefault("facts.yaml") == other?.Files.GetValueOrDefault("facts.yaml");

        /// <summary>These programmes and those that rest on them, in order of evaluation.</summary>
        internal IReadOnlyList<Programme> Closure(Func<Programme, bool> changed)
        {
            var reached = new HashSet<Programme>();
            // A programme stands after those whose results it uses, so one pass finds all.
            foreach (var programme in pack.Programmes)
                if (changed(programme) || programme.Rule.Used.Programmes.Overlaps(reached))
                    reached.Add(programme);
            return [.. pack.Programmes.Where(reached.Contains)];
        }
    }
}
