namespace Huimin.Platform.Programmes.Publishing;

/// <summary>A file that a draft changes, with the text that it had in the version the draft is based on.</summary>
public sealed class PolicyDraftFile
{
    public long DraftId { get; init; }

    /// <summary>The path in the pack: <c>linyi/dibao.yaml</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Null for a file that the draft adds.</summary>
    public string? BaseText { get; set; }

    /// <summary>Null for a file that the draft takes out.</summary>
    public string? Text { get; set; }
}
