using Microsoft.AspNetCore.Http.Metadata;

namespace Huimin.Platform.Guarding;

/// <summary>
/// The most bytes that may be sent to a page or endpoint; one without it takes <see cref="Ordinary"/>. More is refused before it is
/// read.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LargestBodyAttribute(long bytes) : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>Forms of some fields; a text of 30,000 characters, each sent as nine bytes.</summary>
    public const long Ordinary = 256 * 1024;

    public long? MaxRequestBodySize => bytes;
}
