using Huimin.Platform.Access;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>A page on which an officer acts on a draft.</summary>
public abstract class PublishingPage : ActionPage
{
    protected SignedInOfficer Officer => Desk.Officer ?? throw new CannotRunException($"请先登录。");

    /// <summary>Revision of the draft that the form showed.</summary>
    protected long? Seen => long.TryParse(Posted("revision"), System.Globalization.CultureInfo.InvariantCulture, out var revision) ? revision : null;
}
