using Huimin.Platform.Audit;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Access;

/// <summary>What holders of a post may do 角色. Roles are data: the migration brings the usual ones, administrators change them.</summary>
public sealed class Role : IAudited
{
    string IAudited.AuditSubject => $"role:{Code}";

    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    /// <summary>The widest region that a post of this role may have.</summary>
    public RegionLevel Highest { get; set; }

    /// <summary>The narrowest.</summary>
    public RegionLevel Lowest { get; set; }

    /// <summary>Whether holders must sign in with a second factor.</summary>
    public bool NeedsSecondFactor { get; set; }

    /// <summary>Grows with every change: what is cached of the role is known to be old, and two editors notice each other.</summary>
    public long Revision { get; set; }

    public List<RolePermission> Permissions { get; init; } = [];
}

/// <summary>One permission of one role.</summary>
public sealed class RolePermission : IAudited
{
    string IAudited.AuditSubject => $"role:{Role}";

    bool IAudited.IsAuditedPart => true;

    public required string Role { get; init; }

    public required string Permission { get; init; }
}
