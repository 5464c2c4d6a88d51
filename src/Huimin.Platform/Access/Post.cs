using Huimin.Platform.Audit;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Access;

/// <summary>
/// A role that an account holds in a region, for one business line or all 岗位. Somebody with several posts acts under one of
/// them at a time, so that everything done has one duty and one region.
/// </summary>
public sealed class Post : IAudited
{
    string IAudited.AuditSubject => $"post:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    public long AccountId { get; init; }

    public required string Role { get; init; }

    /// <summary>Code of a <see cref="Huimin.Policies.BusinessLine"/>; null for all lines.</summary>
    public string? Line { get; init; }

    /// <summary>12-digit code of the region.</summary>
    public long Region { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>In UTC; null while it is held.</summary>
    public DateTime? EndedAt { get; private set; }

    public Reach Reach => Reach.Of(new DivisionCode(Region), Line);

    public void End(DateTime now) => EndedAt ??= now;
}
