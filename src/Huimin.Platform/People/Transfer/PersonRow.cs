using System.Runtime.InteropServices;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Platform.People.Transfer;

/// <summary>A fact that a row states, in the encoding of the database; null: established as unknown.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatedFact(Fact Fact, string Column, long? Value);

/// <summary>A row of a file of people that is right in itself; whether it fits the rest of the file and the database is open.</summary>
internal sealed class PersonRow
{
    public int Line { get; private set; }

    public string HouseholdKey { get; set; } = "";

    public long Region { get; set; }

    public string Address { get; set; } = "";

    public Hukou Hukou { get; set; }

    public DateOnly? MeansCheckedOn { get; set; }

    public string Name { get; set; } = "";

    public CitizenId? CitizenId { get; set; }

    /// <summary>The number of eighteen characters.</summary>
    public string? CitizenIdText { get; set; }

    public string? Phone { get; set; }

    public string? BankAccount { get; set; }

    public Sex Sex { get; set; }

    public DateOnly? Birth { get; set; }

    public Relation Relation { get; set; }

    public DateOnly? MemberSince { get; set; }

    public DateOnly? DiedOn { get; set; }

    /// <summary>Facts of the person and of the household; a blank cell states nothing.</summary>
    public List<StatedFact> Facts { get; } = [];

    /// <summary>
    /// Makes the row ready for the next line. Rows are used again batch after batch: a new object for each would outlive
    /// the youngest generation and cost the collector more than the check itself.
    /// </summary>
    public void Begin(int line)
    {
        Line = line;
        (Region, Hukou, MeansCheckedOn) = (0, default, null);
        (CitizenId, CitizenIdText, Phone, BankAccount) = (null, null, null, null);
        (Sex, Birth, Relation, MemberSince, DiedOn) = (default, null, default, null, null);
        Facts.Clear();
    }
}
