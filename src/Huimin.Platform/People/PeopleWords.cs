using Huimin.Platform.Privacy;
using Huimin.Platform.Ui;

namespace Huimin.Platform.People;

/// <summary>How people are written on pages.</summary>
public static class PeopleWords
{
    extension(Words words)
    {
        /// <summary>37**************17, or that none is on record.</summary>
        public string MaskedId(Keyring keyring, long person, SealedText? citizenId) =>
            keyring is null ? Masking.Unreadable : keyring.MaskedCitizenId(person, citizenId) ?? words["未登记"];

        public string Relation(Relation relation) => relation switch
        {
            People.Relation.Head => words["户主"],
            People.Relation.Spouse => words["配偶"],
            People.Relation.Son => words["儿子"],
            People.Relation.Daughter => words["女儿"],
            People.Relation.Grandchild => words["孙辈"],
            People.Relation.Parent => words["父母"],
            People.Relation.Grandparent => words["祖辈"],
            People.Relation.Sibling => words["兄弟姐妹"],
            _ => words["其他"],
        };

        public string Sex(Sex sex) => sex switch
        {
            People.Sex.Male => words["男"],
            People.Sex.Female => words["女"],
            _ => words["未说明"],
        };

        public string Hukou(Hukou hukou) => hukou == People.Hukou.Urban ? words["城镇户籍"] : words["农村户籍"];

        /// <summary>Age in full years on a day, or that the birth date is not known.</summary>
        public string Age(DateOnly? birth, DateOnly on) => birth is { } day ? words["{0}岁", YearsBetween(day, on)] : words["年龄不详"];
    }

    private static int YearsBetween(DateOnly birth, DateOnly on) =>
        Math.Max(0, on.Year - birth.Year - (on.Month < birth.Month || (on.Month == birth.Month && on.Day < birth.Day) ? 1 : 0));
}
