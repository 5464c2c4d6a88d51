using System.Globalization;
using System.Security.Cryptography;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Huimin.Platform.Cases;

/// <summary>
/// A page of one case: it knows the file, draws a token for its forms, and takes back what a form says about the state that it showed.
/// When somebody else acted meanwhile, what happened since is shown and what was typed stays.
/// </summary>
public abstract class OpenedCasePage : ActionPage
{
    [Parameter]
    public long Id { get; set; }

    [Inject]
    protected CaseOffice Office { get; set; } = default!;

    /// <summary>Null when there is no such case for this reader.</summary>
    protected CaseFile? File { get; private set; }

    /// <summary>Of the forms of this page as it was drawn.</summary>
    protected string Token { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>Number of the last event that the sender of a refused form had seen; null when nothing was refused for that.</summary>
    protected int? SeenEvents { get; private set; }

    protected string Path => $"/cases/{Id}";

    /// <summary>What the posted form says.</summary>
    protected Sent Sent => new(long.TryParse(Posted("revision"), CultureInfo.InvariantCulture, out var revision) ? revision : -1, Posted("token"));

    protected override async Task LoadAsync(CancellationToken stop)
    {
        File = await Office.ReadAsync(Id, stop);
        if (File is not null && Http.Request.HasFormContentType && Sent.Revision >= 0 && Sent.Revision < File.Record.Revision)
            SeenEvents = File.Record.LastEvent - (int)(File.Record.Revision - Sent.Revision);
        if (File is not null)
            await LoadFileAsync(File, stop);
    }

    /// <summary>Reads what else the page shows.</summary>
    protected virtual Task LoadFileAsync(CaseFile file, CancellationToken stop) => Task.CompletedTask;

    /// <summary>What was typed, after a form was refused.</summary>
    protected string? Entered(string field) => Http.Request.HasFormContentType ? Posted(field) : null;

    /// <summary>A day as a date field sends it.</summary>
    /// <exception cref="CannotRunException">It is none.</exception>
    protected DateOnly PostedDay(string field) => DateOnly.TryParseExact(Posted(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new CannotRunException($"日期应写作 2026-11-01。");
}
