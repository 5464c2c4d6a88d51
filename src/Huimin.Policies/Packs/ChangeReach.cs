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
