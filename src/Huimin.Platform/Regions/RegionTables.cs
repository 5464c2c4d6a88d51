using Huimin.Platform.Data;

namespace Huimin.Platform.Regions;

/// <summary>Bulk form of the divisions.</summary>
public static class RegionTables
{
    public static readonly BulkTable<Region> Region = new(
        "region",
        ["code", "valid_from", "valid_to", "level", "parent", "name"],
        static (r, row) =>
        {
            row.Int64(r.Code);
            row.Date(r.ValidFrom);
            row.Date(r.ValidTo);
            row.Int16((short)r.Level);
            row.Int64(r.Parent);
            row.Text(r.Name);
        });
}
