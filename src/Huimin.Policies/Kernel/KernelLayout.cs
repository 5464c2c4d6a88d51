namespace Huimin.Policies;

/// <summary>How a fact is held in the columns that a kernel is compiled for.</summary>
internal enum ColumnKind : byte
{
    /// <summary>Recorded of nobody.</summary>
    None,
    Bytes,
    Ints,
}

/// <summary>The form of a population's columns. Kernels are compiled for a form: a fact that nobody has is a constant in them.</summary>
internal sealed class KernelLayout : IEquatable<KernelLayout>
{
    private readonly (ColumnKind Kind, bool Shared)[] household;
    private readonly (ColumnKind Kind, bool Shared)[] member;

    public KernelLayout(FactColumns population)
    {
        household = [.. population.Facts.Household.Select(f => (KindOf(population.HouseholdColumn(f.Index)), false))];
        member = [.. population.Facts.Member.Select(f => population.SharedColumn(f.Index) is { } shared
            ? (KindOf(shared), true)
            : (KindOf(population.MemberColumn(f.Index)), false))];
    }

    public ColumnKind Kind(Fact fact) => (fact.OfHousehold ? household : member)[fact.Index].Kind;

    /// <summary>Members have the fact from their household.</summary>
    public bool IsShared(Fact fact) => !fact.OfHousehold && member[fact.Index].Shared;

    public bool Equals(KernelLayout? other) =>
        other is not null && household.AsSpan().SequenceEqual(other.household) && member.AsSpan().SequenceEqual(other.member);

    public override bool Equals(object? obj) => Equals(obj as KernelLayout);

    public override int GetHashCode() => household.Concat(member).Aggregate(17, (hash, c) => HashCode.Combine(hash, c.Kind, c.Shared));

    private static ColumnKind KindOf(FactColumn? column) => column is null ? ColumnKind.None : column.Bytes is not null ? ColumnKind.Bytes : ColumnKind.Ints;
}
