using System.Globalization;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Intake;

/// <summary>A page of an application that an officer is filling in: the drafts of its matters, their questions once for all, and what is held already.</summary>
public abstract class DraftPage : ActionPage
{
    /// <summary>So few that they fit a small phone.</summary>
    private const int MostOnAPage = 4;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    protected DraftCases Drafts { get; set; } = default!;

    [Inject]
    protected AppDbContext Context { get; set; } = default!;

    [Inject]
    private CaseCatalogue Catalogue { get; set; } = default!;

    [Inject]
    private Keyring Keyring { get; set; } = default!;

    /// <summary>Empty where there is none for this office.</summary>
    protected IReadOnlyList<(Case Record, CaseType Type)> Matters { get; private set; } = [];

    protected PlaceNames Places { get; private set; } = default!;

    /// <summary>By the code of a field: what is on record, in the clear; shown masked.</summary>
    protected IReadOnlyDictionary<string, string> Held { get; private set; } = new Dictionary<string, string>();

    protected Case First => Matters[0].Record;

    protected CaseForm Answers => First.Answers ??= new CaseForm();

    protected bool IsDraft => First.State == CaseState.Draft;

    protected long? Revision => long.TryParse(Posted("revision"), CultureInfo.InvariantCulture, out var revision) ? revision : -1;

    protected bool HasNewerForm => Matters.Any(m => m.Record.HasOlderForm(m.Type));

    /// <summary>The questions of all the matters, each once, in pages.</summary>
    protected IReadOnlyList<IReadOnlyList<FormField>> Pages =>
    [
        .. Matters.SelectMany(m => m.Type.Form(m.Record.FormVersion).Fields).DistinctBy(f => f.Code).Chunk(MostOnAPage),
    ];

    protected static bool IsAsked(FormField field, CaseForm answers)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.When?.Invoke(answers) != false;
    }

    protected override async Task LoadAsync(CancellationToken stop)
    {
        var records = await Drafts.ReadAsync(Id, stop);
        // What a resident has not handed in yet is nobody's to read; another office's draft is that office's.
        if (records.Exists(r => r.State == CaseState.Draft && (r.Channel == CaseChannel.Phone || (r.IntakeRegion is { } unit && unit != Context.Acting.Post?.Region))))
            records = [];
        Matters = records.ConvertAll(r => (r, Catalogue.Of(r.Type)));
        Places = await PlaceNames.ReadAsync(Context, records.Select(r => r.Region), stop);
        Held = Matters.Count == 0 ? Held : await HeldAsync(stop);
    }

    /// <summary>Phone and account of whoever applies: not asked a second time.</summary>
    private async Task<Dictionary<string, string>> HeldAsync(CancellationToken stop)
    {
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        if (First.PersonId is not { } id || await Context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } person)
            return held;
        var secrets = Keyring.Open(person);
        foreach (var field in Pages.SelectMany(p => p))
        {
            if (field.Kind == FieldKind.Phone && secrets.Phone is { } phone)
                held[field.Code] = phone;
            else if (field.Kind == FieldKind.BankAccount && secrets.BankAccount is { } account)
                held[field.Code] = account;
        }

        return held;
    }
}
