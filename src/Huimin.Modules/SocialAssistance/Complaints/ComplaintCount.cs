using Huimin.Modules.SocialAssistance.Services;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Modules.SocialAssistance.Complaints;

/// <summary>The same subject again and again from one township 集中反映.</summary>
/// <param name="Subject">Code of the subject.</param>
/// <param name="Township">The place itself where the complaint names no township.</param>
/// <param name="Before">In the month before.</param>
public sealed record HotSpot(string Subject, long Township, int Now, int Before)
{
    /// <summary>How the register calls the campaign against it; Chinese whoever writes it, as all that the register holds.</summary>
    public static string CampaignName(string place, string subject) => Texts.In(false, $"{place}“{subject}”问题专项整治");
}

/// <summary>The complaints of a month and of the month before, with their subjects, as far as the reader's place reaches.</summary>
public sealed class ComplaintCount
{
    /// <summary>So many in a month about one subject from one township, and more than in the month before, are a cluster.</summary>
    public const int Cluster = 3;

    private ComplaintCount(IReadOnlyList<(Case Record, string Subject)> now, IReadOnlyList<(Case Record, string Subject)> before) => (Now, Before) = (now, before);

    /// <summary>Those of the month, newest first.</summary>
    public IReadOnlyList<(Case Record, string Subject)> Now { get; }

    /// <summary>Those of the month before.</summary>
    public IReadOnlyList<(Case Record, string Subject)> Before { get; }

    /// <summary>The clusters, those of most complaints first.</summary>
    public IReadOnlyList<HotSpot> HotSpots
    {
        get
        {
            var before = Before.CountBy(Spot).ToDictionary();
            return
            [
                .. Now.CountBy(Spot).Select(s => new HotSpot(s.Key.Subject, s.Key.Township, s.Value, before.GetValueOrDefault(s.Key)))
                    .Where(s => s.Now >= Cluster && s.Now > s.Before).OrderByDescending(s => s.Now).ThenByDescending(s => s.Now - s.Before).ThenBy(s => s.Township).ThenBy(s => s.Subject, StringComparer.Ordinal),
            ];
        }
    }

    /// <param name="within">The place that is looked at, inside the reader's own.</param>
    public static async Task<ComplaintCount> ReadAsync(CaseOffice office, DivisionCode within, Month month, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(office);
        var (first, begin, end) = (Utc(month.AddMonths(-1)), Utc(month), Utc(month.AddMonths(1)));
        var (from, to) = (within.First, within.Last);
        var cases = await office.Context.Cases.AsNoTracking()
            .Where(c => c.Type == ServicesAndReferrals.ComplaintCode && c.State != CaseState.Draft && c.Region >= from && c.Region <= to && c.ReceivedAt >= first && c.ReceivedAt < end)
            .OrderByDescending(c => c.ReceivedAt).ThenByDescending(c => c.Id).ToListAsync(cancellation);
        // The subject lies in the sealed form, which is opened for whoever may see the case.
        var all = cases.ConvertAll(c => (Record: c, Subject: office.Open(c)["subject"]));
        return new ComplaintCount(all.FindAll(c => c.Record.ReceivedAt >= begin), all.FindAll(c => c.Record.ReceivedAt < begin));
    }

    private static (string Subject, long Township) Spot((Case Record, string Subject) complaint) => (complaint.Subject, CaseOffice.Unit(complaint.Record.Region, RegionLevel.Township));

    private static DateTime Utc(Month month) => TimeZoneInfo.ConvertTimeToUtc(month.FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), TimeZoneInfo.Local);
}
