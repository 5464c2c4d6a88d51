using Huimin.Platform.Data;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.People;

/// <summary>Bulk forms of the population's tables.</summary>
public static class PeopleTables
{
    public static readonly BulkTable<Household> Household = new(
        "household",
        ["id", "region", "address", "external_key", "hukou", "means_checked_on", "opened_on", "closed_on", "seal_key"],
        static (h, row) =>
        {
            RequireSealed(h.SealKey);
            row.Int64(h.Id);
            row.Int64(h.Region);
            row.Bytes(h.Address.Bytes);
            row.Text(h.ExternalKey);
            row.Int16((short)h.Hukou);
            row.Date(h.MeansCheckedOn);
            row.Date(h.OpenedOn);
            row.Date(h.ClosedOn);
            row.Int16(h.SealKey);
        });

    public static readonly BulkTable<Person> Person = new(
        "person",
        [
            "id", "household_id", "region", "relation", "member_since", "name", "sealed_name", "name_index", "citizen_id", "citizen_id_index",
            "citizen_id_tail_index", "phone", "phone_index", "bank_account", "sex", "birth_date", "died_on", "departed_on", "seal_key",
        ],
        static (p, row) =>
        {
            RequireSealed(p.SealKey);
            row.Int64(p.Id);
            row.Int64(p.HouseholdId);
            row.Int64(p.Region);
            row.Int16((short)p.Relation);
            row.Date(p.MemberSince);
            row.Text(p.Name);
            Write(p.SealedName, row);
            row.Bytes(p.NameIndex);
            Write(p.CitizenId, row);
            row.Bytes(p.CitizenIdIndex);
            row.Bytes(p.CitizenIdTailIndex);
            Write(p.Phone, row);
            row.Bytes(p.PhoneIndex);
            Write(p.BankAccount, row);
            row.Int16((short)p.Sex);
            row.Date(p.BirthDate);
            row.Date(p.DiedOn);
            row.Date(p.DepartedOn);
            row.Int16(p.SealKey);
        });

    public static readonly BulkTable<FormerMembership> FormerMembership = new(
        "former_membership",
        ["person_id", "from_day", "to_day", "household_id", "relation"],
        static (m, row) =>
        {
            row.Int64(m.PersonId);
            row.Date(m.From);
            row.Date(m.To);
            row.Int64(m.HouseholdId);
            row.Int16((short)m.Relation);
        });

    public static readonly BulkTable<PersonFact> PersonFact = new(
        "person_fact",
        ["person_id", "fact", "valid_from", "valid_to", "value", "source"],
        static (f, row) =>
        {
            row.Int64(f.PersonId);
            WriteFact(f, row);
        });

    public static readonly BulkTable<HouseholdFact> HouseholdFact = new(
        "household_fact",
        ["household_id", "fact", "valid_from", "valid_to", "value", "source"],
        static (f, row) =>
        {
            row.Int64(f.HouseholdId);
            WriteFact(f, row);
        });

    internal static void Write(SealedText? text, IRowWriter row)
    {
        if (text is { } known)
            row.Bytes(known.Bytes);
        else
            row.Null();
    }

    /// <summary>Nothing is written in the clear by forgetting to seal it.</summary>
    private static void RequireSealed(short key)
    {
        if (key == 0)
            throw new InvalidOperationException("Rows of people and households are sealed before they are written.");
    }

    private static void WriteFact(DatedFact f, IRowWriter row)
    {
        row.Int16(f.Fact);
        row.Date(f.ValidFrom);
        row.Date(f.ValidTo);
        row.Int64(f.Value);
        row.Int16(f.Source);
    }
}
