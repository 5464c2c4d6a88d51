using Huimin.Platform.Audit;

namespace Huimin.Platform.Data;

/// <summary>A choice of the administrator that belongs to the city's data and not to a machine 设置.</summary>
public sealed class Setting : IAudited
{
    string IAudited.AuditSubject => $"setting:{Name}";

    /// <summary>Months that audit records stay in the database.</summary>
    public const string AuditMonths = "audit_months";

    /// <summary><c>on</c> where PostgreSQL itself keeps readers to their regions.</summary>
    public const string RowSecurity = "row_security";

    public required string Name { get; init; }

    public required string Value { get; set; }
}
