using Huimin.Platform.Data;

namespace Huimin.Platform.Sweeps;

/// <summary>Bulk forms of what a sweep stores.</summary>
public static class SweepTables
{
    public static readonly BulkTable<Entitlement> Entitlement = new(
        "entitlement",
        ["month", "programme", "region", "household_id", "person_id", "persons", "amount"],
        static (e, row) =>
        {
            row.Int32(e.Month);
            row.Text(e.Programme);
            row.Int64(e.Region);
            row.Int64(e.HouseholdId);
            row.Int64(e.PersonId);
            row.Int16(e.Persons);
            row.Int64(e.Amount);
        });

    public static readonly BulkTable<SweepTotal> Total = new(
        "sweep_total",
        ["month", "region", "programme", "units", "persons", "amount", "undetermined"],
        static (t, row) =>
        {
            row.Int32(t.Month);
            row.Int64(t.Region);
            row.Text(t.Programme);
            row.Int32(t.Units);
            row.Int32(t.Persons);
            row.Int64(t.Amount);
            row.Int32(t.Undetermined);
        });
}
