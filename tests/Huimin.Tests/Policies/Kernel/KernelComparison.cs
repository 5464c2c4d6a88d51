using Huimin.Policies;

namespace Huimin.Tests.Policies.Kernel;

/// <summary>Holds the kernel to the reference evaluator: the same status, fen and persons for every household and member.</summary>
internal static class KernelComparison
{
    /// <summary>The first difference, in words, with the household that shows it; null when there is none.</summary>
    public static (string Difference, int Household)? Find(MonthPolicy policy, IReadOnlyList<RandomHousehold> households, int chunk = 100)
    {
        var columns = RandomHousehold.Columns(policy.Pack.Facts, households);
        var evaluator = new PopulationEvaluator(policy);
        var worker = evaluator.CreateWorker(columns);
        var reference = policy.CreateEvaluator();
        var family = new ColumnFamily(columns);
        for (var from = 0; from < households.Count; from += chunk)
        {
            var outcomes = worker.Run(from, Math.Min(from + chunk, households.Count));
            for (var row = 0; row < outcomes.Households; row++)
            {
                family.MoveTo(from + row);
                reference.Evaluate(family);
                foreach (var programme in policy.Pack.Programmes.Where(evaluator.Evaluates))
                    if (Differ(outcomes, reference, programme, row, columns.FirstMember[from + row] - outcomes.FirstMember, family.MemberCount) is { } difference)
                        return (difference, from + row);
            }
        }

        return null;
    }

    /// <summary>Programmes that the kernel compiles; the others it leaves to the reference evaluator.</summary>
    public static int Compiled(MonthPolicy policy, IReadOnlyList<RandomHousehold> households)
    {
        var evaluator = new PopulationEvaluator(policy);
        return evaluator.Programmes.Count - evaluator.Compile(RandomHousehold.Columns(policy.Pack.Facts, households)).Referred.Count;
    }

    private static string? Differ(ChunkOutcomes outcomes, FamilyEvaluator reference, Programme programme, int household, int firstMember, int members)
    {
        for (var i = 0; i < (programme.OfHousehold ? 1 : members); i++)
        {
            var row = programme.OfHousehold ? household : firstMember + i;
            var expected = members == 0 ? default : programme.OfHousehold ? reference.Household(programme.Index) : reference.Member(programme.Index, i);
            var status = outcomes.Status(programme.Index)[row];
            if (status != expected.Status)
                return $"{programme.Code}{Of(i)}: {status}, expected {expected.Status} {expected.Fen}";
            var listed = outcomes.Eligible(programme.Index).BinarySearch(row);
            if (listed >= 0 != (status == OutcomeStatus.Eligible) || outcomes.Undetermined(programme.Index).BinarySearch(row) >= 0 != (status == OutcomeStatus.Undetermined))
                return $"{programme.Code}{Of(i)}: {status}, but not in its list";
            if (listed < 0)
                continue;
            var persons = programme.OfHousehold ? reference.PersonsCovered(programme.Index) : 1;
            var (fen, covered) = (outcomes.Fen(programme.Index)[listed], outcomes.Persons(programme.Index)[listed]);
            if (fen != expected.Fen || covered != persons)
                return $"{programme.Code}{Of(i)}: {fen} fen for {covered}, expected {expected.Fen} fen for {persons}";
        }

        return null;

        string Of(int member) => programme.OfHousehold ? "" : $" of member {member}";
    }
}
