using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Cases;

/// <summary>
/// A case with everything that belongs to it 案卷, opened by somebody: what it is, what happened, and what this reader may do about it now.
/// </summary>
public sealed partial class CaseFile
{
    public required Case Record { get; init; }

    public required CaseType Type { get; init; }

    public required Acting Acting { get; init; }

    public required DateOnly Today { get; init; }

    public required PlaceNames Places { get; init; }

    public required IReadOnlyList<CaseDocument> Documents { get; init; }

    public required IReadOnlyList<CaseVisit> Visits { get; init; }

    public required IReadOnlyList<CaseCheck> Checks { get; init; }

    public required IReadOnlyList<Publicity> Postings { get; init; }

    public required IReadOnlyList<CaseObjection> Objections { get; init; }

    /// <summary>With lines, newest first.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The open review of this case; null when nobody reviews it.</summary>
    public long? Review { get; init; }

    /// <summary>Whether there is a ground on which means may be checked today; true where none are checked.</summary>
    public bool HasConsent { get; init; } = true;

    /// <summary>The step that the case is at; null for a draft.</summary>
    public CaseStep? Step => Record.Step.Length == 0 ? null : Type.Step(Record.Step);

    public Decision? Decision => Decisions.FirstOrDefault(d => d.ReplacedBy is null);

    public FormVersion Form => Type.Form(Record.FormVersion);

    public CaseForm Answers => Record.Answers ??= new CaseForm();

    /// <summary>The posting of the opinion that hangs or hung last; null before.</summary>
    public Publicity? Posting => Postings.LastOrDefault(p => p.Kind != PublicityKind.Result && p.TakenDownOn is null);

    public bool Has(VisitKind kind) => Visits.Any(v => v.Kind == kind);

    /// <summary>Codes of the documents that the matter needs and that are not there.</summary>
    public IReadOnlyList<DocumentKind> MissingDocuments =>
        [.. Type.Documents.Where(d => d is { Required: true, Held: false } && d.When?.Invoke(Answers) != false && !Documents.Any(have => have.Kind == d.Code))];

    /// <summary>Fields that are asked, required and empty.</summary>
    public IReadOnlyList<FormField> MissingAnswers =>
        [.. Form.Fields.Where(f => f is { Required: true, ForOfficers: false } && f.When?.Invoke(Answers) != false && Answers[f.Code].Length == 0)];

    /// <summary>The division whose office is to act, in words; empty when nobody is.</summary>
    public string ActorName => Record.ActorRegion == 0 ? "" : Places.Full(Record.ActorRegion) is { Length: > 0 } full ? full : Places.Name(Record.ActorRegion);
}
